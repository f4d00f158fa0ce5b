# App monitors. One with a resource policy or source maps is made by the awscc provider, since the aws provider has
# neither. That way is untested on AWS. Switching an app monitor from one provider to the other replaces it, and its id.

locals {
  guest_policy = !local.unsigned ? null : jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "rum:PutRumEvents"
      Resource  = local.guest_arn
      Condition = { StringEquals = { "rum:alias" = local.alias } }
    }]
  })
  authenticated_policy = !var.lock_authenticated ? null : jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "rum:PutRumEvents"
      Resource  = local.authenticated_arn
      Condition = { ArnNotEquals = { "aws:PrincipalArn" = local.authenticated_role_arn } }
    }]
  })

  guest_by_awscc         = local.unsigned || var.source_maps != null
  authenticated_by_awscc = var.lock_authenticated || var.source_maps != null

  guest_monitor_id = local.guest_by_awscc ? one(awscc_rum_app_monitor.guest[*].app_monitor_id) : one(aws_rum_app_monitor.guest[*].app_monitor_id)
  authenticated_monitor_id = (
    local.authenticated_by_awscc ? one(awscc_rum_app_monitor.authenticated[*].app_monitor_id) : one(aws_rum_app_monitor.authenticated[*].app_monitor_id)
  )
}

# No guest_role_arn in any of them: with one the web client uses Cognito's classic flow, which the pool refuses.

resource "aws_rum_app_monitor" "guest" {
  count = local.guest_by_awscc ? 0 : 1

  name           = local.guest_name
  domain_list    = var.domains
  cw_log_enabled = var.cw_logs

  custom_events {
    status = var.custom_events ? "ENABLED" : "DISABLED"
  }
  app_monitor_configuration {
    allow_cookies       = var.allow_cookies
    enable_xray         = var.xray
    session_sample_rate = var.sample_rate
    telemetries         = var.telemetries
  }
}

resource "aws_rum_app_monitor" "authenticated" {
  count = local.authenticated_by_awscc ? 0 : 1

  name           = local.authenticated_name
  domain_list    = var.domains
  cw_log_enabled = var.cw_logs

  custom_events {
    status = var.custom_events ? "ENABLED" : "DISABLED"
  }
  app_monitor_configuration {
    allow_cookies       = var.allow_cookies
    enable_xray         = var.xray
    session_sample_rate = var.sample_rate
    telemetries         = var.telemetries
  }
}

resource "awscc_rum_app_monitor" "guest" {
  count = local.guest_by_awscc ? 1 : 0

  name           = local.guest_name
  domain_list    = var.domains
  cw_log_enabled = var.cw_logs
  custom_events  = { status = var.custom_events ? "ENABLED" : "DISABLED" }
  app_monitor_configuration = {
    allow_cookies       = var.allow_cookies
    enable_x_ray        = var.xray
    session_sample_rate = var.sample_rate
    telemetries         = var.telemetries
  }
  deobfuscation_configuration = var.source_maps == null ? null : {
    java_script_source_maps = { status = "ENABLED", s3_uri = var.source_maps }
  }
  resource_policy = local.guest_policy == null ? null : { policy_document = local.guest_policy }
}

resource "awscc_rum_app_monitor" "authenticated" {
  count = local.authenticated_by_awscc ? 1 : 0

  name           = local.authenticated_name
  domain_list    = var.domains
  cw_log_enabled = var.cw_logs
  custom_events  = { status = var.custom_events ? "ENABLED" : "DISABLED" }
  app_monitor_configuration = {
    allow_cookies       = var.allow_cookies
    enable_x_ray        = var.xray
    session_sample_rate = var.sample_rate
    telemetries         = var.telemetries
  }
  deobfuscation_configuration = var.source_maps == null ? null : {
    java_script_source_maps = { status = "ENABLED", s3_uri = var.source_maps }
  }
  resource_policy = local.authenticated_policy == null ? null : { policy_document = local.authenticated_policy }
}
