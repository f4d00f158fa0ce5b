terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.0"
    }
    # App monitors with a resource policy (unsigned guests, lock_authenticated) or source maps:
    # the aws provider has neither. Without those options it makes nothing.
    awscc = {
      source  = "hashicorp/awscc"
      version = ">= 1.30"
    }
  }
}
