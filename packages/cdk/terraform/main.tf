# Two CloudWatch RUM app monitors, isolated: guests write to one, signed-in users to the other, and no role to both.

data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
data "aws_region" "current" {}

locals {
  partition  = data.aws_partition.current.partition
  region     = data.aws_region.current.region
  account_id = data.aws_caller_identity.current.account_id

  guest_name         = "${var.name}_Unauthenticated"
  authenticated_name = "${var.name}_Authenticated"
  # ARNs have the name of the app monitor, not its id.
  guest_arn         = "arn:${local.partition}:rum:${local.region}:${local.account_id}:appmonitor/${local.guest_name}"
  authenticated_arn = "arn:${local.partition}:rum:${local.region}:${local.account_id}:appmonitor/${local.authenticated_name}"

  makes_pool       = var.existing == null
  unsigned         = var.guests == "unsigned"
  makes_guest_role = local.makes_pool && !local.unsigned
  alias            = coalesce(var.alias, var.name)

  # As IAM wants it: https, lower-case host, no trailing slash.
  issuer_parts   = var.oidc == null ? null : regex("^(?:https://)?([^/]+)(.*?)/*$", var.oidc.issuer)
  issuer         = local.issuer_parts == null ? null : "https://${lower(local.issuer_parts[0])}${local.issuer_parts[1]}"
  makes_provider = local.makes_pool && var.oidc != null && try(var.oidc.provider_arn, null) == null

  identity_pool_id       = local.makes_pool ? one(aws_cognito_identity_pool.this[*].id) : var.existing.identity_pool_id
  authenticated_role_arn = local.makes_pool ? one(aws_iam_role.authenticated[*].arn) : var.existing.authenticated_role_arn
  # The role made here, or the existing one. Its name follows the last slash of its ARN.
  authenticated_role_name = local.makes_pool ? one(aws_iam_role.authenticated[*].name) : reverse(split("/", var.existing.authenticated_role_arn))[0]
}

# ---- Identity pool

resource "aws_iam_openid_connect_provider" "this" {
  count = local.makes_provider ? 1 : 0

  url            = local.issuer
  client_id_list = var.oidc.client_ids
}

resource "aws_cognito_identity_pool" "this" {
  count = local.makes_pool ? 1 : 0

  identity_pool_name               = var.name
  allow_unauthenticated_identities = !local.unsigned
  # In the classic flow the browser gets a token that any role accepts which trusts the pool.
  allow_classic_flow = false

  dynamic "cognito_identity_providers" {
    for_each = var.user_pool == null ? [] : var.user_pool.client_ids
    content {
      client_id = cognito_identity_providers.value
      # The id of a user pool begins with its region.
      provider_name = "cognito-idp.${split("_", var.user_pool.id)[0]}.amazonaws.com/${var.user_pool.id}"
      # Gives no more credentials to a user who is signed out everywhere, disabled or deleted.
      server_side_token_check = true
    }
  }

  openid_connect_provider_arns = var.oidc == null ? null : (
    local.makes_provider ? aws_iam_openid_connect_provider.this[*].arn : [var.oidc.provider_arn]
  )

  lifecycle {
    precondition {
      condition     = var.user_pool != null || var.oidc != null
      error_message = "user_pool: missing; say who signs users in, with user_pool or oidc or both, or give existing."
    }
  }
}

resource "aws_cognito_identity_pool_roles_attachment" "this" {
  count = local.makes_pool ? 1 : 0

  identity_pool_id = aws_cognito_identity_pool.this[0].id
  roles = merge(
    { authenticated = aws_iam_role.authenticated[0].arn },
    local.makes_guest_role ? { unauthenticated = aws_iam_role.guest[0].arn } : {},
  )
}

# ---- Roles: trusted for one kind of identity of this pool (aud and amr), allowed one action on one app monitor

resource "aws_iam_role" "guest" {
  count = local.makes_guest_role ? 1 : 0

  name_prefix = substr("${var.name}-guest-", 0, 38)
  description = "Guests of ${var.name}: write to their own CloudWatch RUM app monitor"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Federated = "cognito-identity.amazonaws.com" }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = {
        StringEquals             = { "cognito-identity.amazonaws.com:aud" = aws_cognito_identity_pool.this[0].id }
        "ForAnyValue:StringLike" = { "cognito-identity.amazonaws.com:amr" = "unauthenticated" }
      }
    }]
  })
}

resource "aws_iam_role" "authenticated" {
  count = local.makes_pool ? 1 : 0

  name_prefix = substr("${var.name}-signed-in-", 0, 38)
  description = "Signed-in users of ${var.name}: write to their own CloudWatch RUM app monitor"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Federated = "cognito-identity.amazonaws.com" }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = {
        StringEquals             = { "cognito-identity.amazonaws.com:aud" = aws_cognito_identity_pool.this[0].id }
        "ForAnyValue:StringLike" = { "cognito-identity.amazonaws.com:amr" = "authenticated" }
      }
    }]
  })
}

# The role made here, or the existing one.
resource "aws_iam_role_policy" "guest" {
  count = local.unsigned ? 0 : 1

  name = "PutRumEvents"
  role = local.makes_pool ? aws_iam_role.guest[0].name : reverse(split("/", coalesce(var.existing.guest_role_arn, "/")))[0]
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "rum:PutRumEvents"
      Resource = local.guest_arn
    }]
  })

  lifecycle {
    precondition {
      condition     = var.existing == null || try(var.existing.guest_role_arn, null) != null
      error_message = "existing.guest_role_arn: missing; give the role of guests, or guests = \"unsigned\"."
    }
  }
}

resource "aws_iam_role_policy" "authenticated" {
  name = "PutRumEvents"
  role = local.authenticated_role_name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "rum:PutRumEvents"
      Resource = local.authenticated_arn
    }]
  })

  lifecycle {
    precondition {
      condition     = var.existing == null || (var.user_pool == null && var.oidc == null)
      error_message = "existing: given together with user_pool or oidc; give one for a new identity pool, or existing for one that is there."
    }
  }
}
