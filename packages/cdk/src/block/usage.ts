export const usage = `Usage: dual-rum-cdk block <user...> [options]
       dual-rum-cdk block --list [options]

Keeps signed-in users from writing to CloudWatch RUM: a Deny for rum:PutRumEvents in an inline policy of its own on the role of signed-in
users. It counts for credentials that are out already, within seconds, and for nobody else. Their app goes on.

A user is one of these:
  <region>:<uuid>                        the identity in the pool: cognito-identity.amazonaws.com:sub in CloudTrail
  <subject>                              the sub of the id token, where one provider signs users in
  <user pool>:CognitoSignIn:<subject>    the same as the identity pool writes it into amr; <user pool> is
                                         cognito-idp.<region>.amazonaws.com/<id>
  <ARN of OIDC provider>:OIDC:<subject>  the same for an issuer

Which role:
  --role <name or ARN>    the role of signed-in users
  --file <file>           what "aws cloudformation describe-stacks" or "terraform output -json" printed, where its name is; "-" is standard input
  --output <key>          its ClientConfig, when a stack has several

Options:
  --note <text>           why, in one line of at most 100 characters; it is kept in the policy, so write nothing secret
  --undo                  lifts the block
  --list                  prints who is blocked, since when and why, and stops
  --dry-run               prints the policy that would be, and changes nothing
  --provider <provider>   whose a <subject> is, where the outputs do not say: <user pool> or <ARN of OIDC provider>
  --region <region>       of the AWS endpoint, for other partitions than aws; default: AWS_REGION, or that of the outputs
  --help                  prints this

Credentials are those that the AWS SDK finds: AWS_PROFILE, AWS_ACCESS_KEY_ID, and so on. They need iam:ListRolePolicies, iam:GetRolePolicy,
iam:PutRolePolicy and iam:DeleteRolePolicy on the role. Two runs at one time: the later one wins.
`;
