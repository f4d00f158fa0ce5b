# Options that cannot work are refused, by name. Plans only: nothing is deployed, and no account is asked.

mock_provider "aws" {}
mock_provider "awscc" {}

variables {
  name    = "Shop"
  domains = ["shop.example.com"]
  oidc    = { issuer = "https://my-shop.eu.auth0.com", client_ids = ["kX2m"] }
}

run "a_name_that_matches_others" {
  command = plan
  variables { name = "Shop*" }
  expect_failures = [var.name]
}

run "a_domain_with_a_scheme" {
  command = plan
  variables { domains = ["https://shop.example.com"] }
  expect_failures = [var.domains]
}

run "no_domain" {
  command = plan
  variables { domains = [] }
  expect_failures = [var.domains]
}

run "an_issuer_without_https" {
  command = plan
  variables { oidc = { issuer = "http://my-shop.eu.auth0.com", client_ids = ["kX2m"] } }
  expect_failures = [var.oidc]
}

run "an_issuer_without_clients" {
  command = plan
  variables { oidc = { issuer = "https://my-shop.eu.auth0.com", client_ids = [] } }
  expect_failures = [var.oidc]
}

run "guests_of_a_third_kind" {
  command = plan
  variables { guests = "anyone" }
  expect_failures = [var.guests]
}

run "a_sample_rate_in_percent" {
  command = plan
  variables { sample_rate = 10 }
  expect_failures = [var.sample_rate]
}

run "one_role_for_both" {
  command = plan
  variables {
    oidc = null
    existing = {
      identity_pool_id       = "eu-west-1:00000000-0000-4000-8000-000000000000"
      guest_role_arn         = "arn:aws:iam::123456789012:role/Both"
      authenticated_role_arn = "arn:aws:iam::123456789012:role/Both"
    }
  }
  expect_failures = [var.existing]
}

run "a_blocked_user_with_a_space" {
  command = plan
  variables { blocked = ["auth0|5f7c 1"] }
  expect_failures = [var.blocked]
}

run "a_blocked_user_that_iam_takes_for_a_variable" {
  command = plan
  variables { blocked = ["$${aws:userid}"] }
  expect_failures = [var.blocked]
}

run "a_subject_of_one_of_two_providers" {
  command = plan
  variables {
    user_pool = { id = "eu-west-1_AbCdEfGhI", client_ids = ["web"] }
    blocked   = ["auth0|5f7c"]
  }
  expect_failures = [aws_iam_role_policy.blocked]
}

run "more_blocked_users_than_fit" {
  command = plan
  variables { blocked = [for i in range(200) : "auth0|5f7c5f7c5f7c5f7c5f7c${i}"] }
  expect_failures = [aws_iam_role_policy.blocked]
}
