# AWS's own record of who writes to the signed-in app monitor, and to whom the identity pool gives credentials. Only with audit_trail.

locals {
  audited    = var.audit_trail != null
  trail_name = "${var.name}-audit"
  trail_arn  = "arn:${local.partition}:cloudtrail:${local.region}:${local.account_id}:trail/${local.trail_name}"
  trail_root = local.audited ? "s3://${one(aws_s3_bucket.trail[*].id)}/AWSLogs/${local.account_id}/CloudTrail/${local.region}/" : null
}

resource "aws_s3_bucket" "trail" {
  count = local.audited ? 1 : 0

  bucket_prefix = "dual-rum-audit-"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "trail" {
  count = local.audited ? 1 : 0

  bucket = aws_s3_bucket.trail[0].id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_ownership_controls" "trail" {
  count = local.audited ? 1 : 0

  bucket = aws_s3_bucket.trail[0].id
  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_public_access_block" "trail" {
  count = local.audited ? 1 : 0

  bucket                  = aws_s3_bucket.trail[0].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_lifecycle_configuration" "trail" {
  count = local.audited ? 1 : 0

  bucket = aws_s3_bucket.trail[0].id
  rule {
    id     = "Records"
    status = "Enabled"
    filter {
      prefix = "AWSLogs/"
    }
    expiration {
      days = var.audit_trail.keep_days
    }
  }
}

resource "aws_s3_bucket_policy" "trail" {
  count = local.audited ? 1 : 0

  bucket = aws_s3_bucket.trail[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "CloudTrailLooks"
        Effect    = "Allow"
        Principal = { Service = "cloudtrail.amazonaws.com" }
        Action    = "s3:GetBucketAcl"
        Resource  = aws_s3_bucket.trail[0].arn
        Condition = { StringEquals = { "aws:SourceArn" = local.trail_arn } }
      },
      {
        Sid       = "CloudTrailWrites"
        Effect    = "Allow"
        Principal = { Service = "cloudtrail.amazonaws.com" }
        Action    = "s3:PutObject"
        Resource  = "${aws_s3_bucket.trail[0].arn}/AWSLogs/${local.account_id}/*"
        Condition = { StringEquals = { "s3:x-amz-acl" = "bucket-owner-full-control", "aws:SourceArn" = local.trail_arn } }
      },
      {
        Sid       = "OnlyTls"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.trail[0].arn, "${aws_s3_bucket.trail[0].arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}

resource "aws_cloudtrail" "this" {
  count = local.audited ? 1 : 0

  name                          = local.trail_name
  s3_bucket_name                = aws_s3_bucket.trail[0].id
  enable_logging                = true
  is_multi_region_trail         = false
  include_global_service_events = false
  enable_log_file_validation    = true

  advanced_event_selector {
    name = "PutRumEvents"
    field_selector {
      field  = "eventCategory"
      equals = ["Data"]
    }
    field_selector {
      field  = "resources.type"
      equals = ["AWS::RUM::AppMonitor"]
    }
    field_selector {
      field  = "resources.ARN"
      equals = concat([local.authenticated_arn], var.audit_trail.guests ? [local.guest_arn] : [])
    }
  }
  advanced_event_selector {
    name = "Identity pool"
    field_selector {
      field  = "eventCategory"
      equals = ["Data"]
    }
    field_selector {
      field  = "resources.type"
      equals = ["AWS::Cognito::IdentityPool"]
    }
    field_selector {
      field  = "resources.ARN"
      equals = ["arn:${local.partition}:cognito-identity:${local.region}:${local.account_id}:identitypool/${local.identity_pool_id}"]
    }
  }

  # CloudTrail looks whether it may write when the trail is made.
  depends_on = [aws_s3_bucket_policy.trail]
}

resource "aws_glue_catalog_database" "trail" {
  count = local.audited ? 1 : 0

  name        = var.audit_trail.database
  description = "Who wrote to CloudWatch RUM"
}

resource "aws_glue_catalog_table" "trail" {
  count = local.audited ? 1 : 0

  name          = "audit_trail"
  database_name = aws_glue_catalog_database.trail[0].name
  description   = "Records of CloudTrail: a row is a file, its records are in the list"
  table_type    = "EXTERNAL_TABLE"

  # No crawler: Athena works out the folders.
  parameters = {
    EXTERNAL                       = "TRUE"
    classification                 = "cloudtrail"
    "projection.enabled"           = "true"
    "projection.day.type"          = "date"
    "projection.day.format"        = "yyyy/MM/dd"
    "projection.day.range"         = "NOW-${var.audit_trail.keep_days}DAYS,NOW"
    "projection.day.interval"      = "1"
    "projection.day.interval.unit" = "DAYS"
    "storage.location.template"    = "${local.trail_root}$${day}"
  }

  partition_keys {
    name = "day"
    type = "string"
  }
  storage_descriptor {
    location      = local.trail_root
    input_format  = "org.apache.hadoop.mapred.TextInputFormat"
    output_format = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat"
    columns {
      name = "records"
      type = "array<struct<eventid:string,eventtime:string,eventname:string,eventsource:string,errorcode:string,sourceipaddress:string,useragent:string,useridentity:struct<type:string,accesskeyid:string,sessioncontext:struct<sessionissuer:struct<type:string,arn:string,username:string>,webidfederationdata:struct<federatedprovider:string,attributes:map<string,string>>>>,requestparameters:struct<id:string,batchid:string,userdetails:struct<userid:string,sessionid:string>,rumevents:array<struct<id:string>>,identitypoolid:string,identityid:string>,responseelements:struct<identityid:string,credentials:struct<accesskeyid:string>>,resources:array<struct<type:string,arn:string>>>>"
    }
    ser_de_info {
      serialization_library = "org.openx.data.jsonserde.JsonSerDe"
    }
  }
}
