output "guest_monitor_id" {
  description = "App monitor of guests."
  value       = local.guest_monitor_id
}

output "authenticated_monitor_id" {
  description = "App monitor of signed-in users."
  value       = local.authenticated_monitor_id
}

output "identity_pool_id" {
  description = "Identity pool."
  value       = local.identity_pool_id
}

output "authenticated_role_name" {
  description = "Role of signed-in users."
  value       = local.authenticated_role_name
}

output "login_providers" {
  description = "Who signs users in, as the identity pool names them, with commas between them; empty with existing."
  value       = join(",", local.login_providers)
}

output "client_config" {
  description = "JSON: what createDualRum of @dual-rum/browser takes, but for applicationVersion and auth."
  value = jsonencode({
    region = local.region
    guest = merge(
      { appMonitorId = local.guest_monitor_id },
      { for key, value in { identityPoolId = local.identity_pool_id } : key => value if !local.unsigned },
      { for key, value in { signing = false, alias = local.alias } : key => value if local.unsigned },
    )
    authenticated = { appMonitorId = local.authenticated_monitor_id, identityPoolId = local.identity_pool_id }
    config = merge(
      { telemetries = var.telemetries, sessionSampleRate = var.sample_rate, allowCookies = var.allow_cookies },
      { for key, value in { enableXRay = true } : key => value if var.xray },
    )
  })
}

output "content_security_policy" {
  description = "What to add to the connect-src of the page's Content-Security-Policy."
  value       = "connect-src https://dataplane.rum.${local.region}.amazonaws.com https://cognito-identity.${local.region}.amazonaws.com"
}

output "trail_bucket_name" {
  description = "Bucket of the audit trail; null without audit_trail."
  value       = one(aws_s3_bucket.trail[*].id)
}
