variable "name" {
  type        = string
  description = "The app monitors are <name>_Unauthenticated and <name>_Authenticated."

  validation {
    condition     = can(regex("^[A-Za-z0-9._-]{1,128}$", var.name))
    error_message = "name: use letters, digits and . _ -, at most 128."
  }
}

variable "domains" {
  type        = list(string)
  description = "One to five hosts of the web app: shop.example.com, *.example.com, localhost."

  validation {
    condition     = length(var.domains) >= 1 && length(var.domains) <= 5
    error_message = "domains: give one to five hosts."
  }
  validation {
    condition     = alltrue([for domain in var.domains : can(regex("^(localhost|(\\*\\.)?[A-Za-z0-9-]+(\\.([A-Za-z0-9-]+|\\*))+)$", domain))])
    error_message = "domains: give hosts, without scheme, port or path: shop.example.com."
  }
}

variable "user_pool" {
  type = object({
    id         = string
    client_ids = list(string)
  })
  default     = null
  description = "A Cognito user pool whose users sign in, and the app clients they sign in with."

  validation {
    condition     = var.user_pool == null || try(length(var.user_pool.client_ids) > 0, false)
    error_message = "user_pool.client_ids: give at least one app client."
  }
  validation {
    condition     = var.user_pool == null || can(regex("^[a-z]{2}(-[a-z]+)+-\\d_[0-9A-Za-z]{1,55}$", var.user_pool.id))
    error_message = "user_pool.id: give it like eu-west-1_AbCdEfGhI."
  }
}

variable "oidc" {
  type = object({
    issuer       = string
    client_ids   = list(string)
    provider_arn = optional(string)
  })
  default     = null
  description = "Auth0 or another OpenID Connect issuer; provider_arn if the account has an IAM OIDC provider for it already."

  validation {
    condition     = var.oidc == null || try(length(var.oidc.client_ids) > 0, false)
    error_message = "oidc.client_ids: give at least one client id, or any application of the issuer would be let in."
  }
  validation {
    # A missing scheme is added, a trailing slash removed. IAM takes neither another scheme nor a port.
    condition     = var.oidc == null || can(regex("^(https://)?[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+(/[^/?#]+)*/*$", var.oidc.issuer))
    error_message = "oidc.issuer: give it like https://my-shop.eu.auth0.com, with https and without port, query or fragment."
  }
}

variable "existing" {
  type = object({
    identity_pool_id       = string
    guest_role_arn         = optional(string)
    authenticated_role_arn = string
  })
  default     = null
  description = "An identity pool and roles that are there already, instead of user_pool and oidc; they get a policy each."

  validation {
    condition     = try(var.existing.guest_role_arn, null) == null || try(var.existing.guest_role_arn != var.existing.authenticated_role_arn, true)
    error_message = "existing.guest_role_arn: give guests another role, or they could write as signed-in users."
  }
  validation {
    condition     = var.existing == null || can(regex("^arn:[a-z-]+:iam::\\d{12}:role/.+$", var.existing.authenticated_role_arn))
    error_message = "existing.authenticated_role_arn: give the ARN of a role, arn:aws:iam::<account>:role/<name>."
  }
}

variable "guests" {
  type        = string
  default     = "identity-pool"
  description = "How guests write: identity-pool, with its credentials, or unsigned, by the alias."

  validation {
    condition     = contains(["identity-pool", "unsigned"], var.guests)
    error_message = "guests: use identity-pool or unsigned."
  }
}

variable "alias" {
  type        = string
  default     = null
  description = "The rum:alias of unsigned guests, which ships in the page. Default: name."

  validation {
    condition     = var.alias == null || can(regex("^[A-Za-z0-9._-]{1,255}$", var.alias))
    error_message = "alias: use letters, digits and . _ -."
  }
}

variable "lock_authenticated" {
  type        = bool
  default     = false
  description = "Denies every principal but the signed-in role on the signed-in app monitor."
}

variable "cw_logs" {
  type        = bool
  default     = false
  description = "Keeps a copy of all events in CloudWatch Logs, at its price."
}

variable "custom_events" {
  type        = bool
  default     = true
  description = "Lets recordEvent in."
}

variable "sample_rate" {
  type        = number
  default     = 1
  description = "Share of sessions that are recorded."

  validation {
    condition     = var.sample_rate >= 0 && var.sample_rate <= 1
    error_message = "sample_rate: give a share from 0 to 1."
  }
}

variable "telemetries" {
  type        = list(string)
  default     = ["errors", "performance", "http"]
  description = "What is observed: any of errors, performance, http."

  validation {
    condition     = length(setsubtract(var.telemetries, ["errors", "performance", "http"])) == 0
    error_message = "telemetries: use errors, performance and http."
  }
}

variable "allow_cookies" {
  type        = bool
  default     = true
  description = "Whether session and user ids may be kept in cookies."
}

variable "xray" {
  type        = bool
  default     = false
  description = "X-Ray traces of the app's requests."
}

variable "source_maps" {
  type        = string
  default     = null
  description = "s3://bucket/folder with the app's source maps, for readable stack traces."
}

variable "blocked" {
  type        = list(string)
  default     = []
  description = "Signed-in users who may not write: identity ids, entries of amr, or subjects where there is one provider."

  validation {
    condition     = alltrue([for user in var.blocked : can(regex("^[!-~]{1,512}$", user)) && !strcontains(user, "$${")])
    error_message = "blocked: give identity ids, subjects or entries of amr: printable ASCII without spaces, and without $${, which IAM takes for a variable."
  }
}

variable "audit_trail" {
  type = object({
    guests    = optional(bool, false)
    keep_days = optional(number, 365)
    database  = optional(string, "dual_rum_audit")
  })
  default     = null
  description = "CloudTrail's record of who writes to the signed-in app monitor, in a bucket with a table for Athena; charged for each request. {} for the defaults."

  validation {
    condition     = var.audit_trail == null || try(var.audit_trail.keep_days >= 1 && var.audit_trail.keep_days <= 3650 && floor(var.audit_trail.keep_days) == var.audit_trail.keep_days, false)
    error_message = "audit_trail.keep_days: give a whole number of days from 1 to 3650."
  }
  validation {
    condition     = var.audit_trail == null || can(regex("^[a-z0-9_]{1,255}$", var.audit_trail.database))
    error_message = "audit_trail.database: use lower-case letters, digits and _."
  }
}
