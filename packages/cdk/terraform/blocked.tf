# Who may not write, though signed in. npx @dual-rum/cdk block does the same at once, in a policy of its own that stays as it is.

locals {
  identity_form = "^[a-z]{2}(-[a-z]+)+-\\d:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
  login_form    = "^(cognito-idp\\.[\\w-]+\\.amazonaws\\.com(\\.cn)?/[\\w-]+_\\w+:CognitoSignIn|arn:[\\w-]+:iam::\\d{12}:oidc-provider/\\S+?:OIDC):."

  # Who signs users in, as the identity pool names them in amr.
  user_pool_provider = var.user_pool == null ? null : "cognito-idp.${split("_", var.user_pool.id)[0]}.amazonaws.com/${var.user_pool.id}"
  oidc_provider_arn = var.oidc == null ? null : coalesce(
    var.oidc.provider_arn,
    "arn:${local.partition}:iam::${local.account_id}:oidc-provider/${trimprefix(local.issuer, "https://")}",
  )
  login_providers = compact([local.user_pool_provider, local.oidc_provider_arn])
  subject_prefix  = local.user_pool_provider != null ? "${local.user_pool_provider}:CognitoSignIn:" : "${coalesce(local.oidc_provider_arn, "nobody")}:OIDC:"

  blocked            = distinct(var.blocked)
  blocked_identities = [for user in local.blocked : user if can(regex(local.identity_form, user))]
  blocked_logins = [
    for user in local.blocked : can(regex(local.login_form, user)) ? user : "${local.subject_prefix}${user}"
    if !can(regex(local.identity_form, user))
  ]
  # Whose a subject is, only one provider makes clear.
  blocked_unclear = [
    for user in local.blocked : user
    if length(local.login_providers) != 1 && !can(regex(local.identity_form, user)) && !can(regex(local.login_form, user))
  ]

  blocked_policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [for values in [local.blocked_identities] : {
        Sid       = "BlockedIdentities"
        Effect    = "Deny"
        Action    = "rum:PutRumEvents"
        Resource  = local.authenticated_arn
        Condition = { StringEquals = { "cognito-identity.amazonaws.com:sub" = values } }
      } if length(values) > 0],
      # amr has several values: the kind of identity, the provider, and the provider with the subject.
      [for values in [local.blocked_logins] : {
        Sid       = "BlockedLogins"
        Effect    = "Deny"
        Action    = "rum:PutRumEvents"
        Resource  = local.authenticated_arn
        Condition = { "ForAnyValue:StringEquals" = { "cognito-identity.amazonaws.com:amr" = values } }
      } if length(values) > 0],
    )
  })
}

resource "aws_iam_role_policy" "blocked" {
  count = length(local.blocked) > 0 ? 1 : 0

  name   = "BlockedUsers"
  role   = local.authenticated_role_name
  policy = local.blocked_policy

  lifecycle {
    precondition {
      condition     = length(local.blocked_unclear) == 0
      error_message = "blocked: ${join(", ", local.blocked_unclear)} may be a subject of more than one provider, or of an unknown one; give the entry of amr, <provider>:CognitoSignIn:<subject> or <ARN of the OIDC provider>:OIDC:<subject>."
    }
    precondition {
      # All inline policies of a role have 10,240 characters together; PutRumEvents is one of them.
      condition     = length(local.blocked_policy) + length(local.authenticated_arn) + 110 <= 10240
      error_message = "blocked: more users than fit into the inline policies of a role, which have 10,240 characters together; disable some at the identity provider."
    }
  }
}
