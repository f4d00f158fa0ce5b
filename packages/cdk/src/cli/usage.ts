export const usage = `Usage: dual-rum-cdk <command> [options]

Commands:
  template     prints a CloudFormation template for the options
  policy       prints the policies and trust policies for the options, to paste into the AWS console
  config       prints what createDualRum takes, from the outputs of a deployed stack:
                 aws cloudformation describe-stacks --stack-name my-stack | npx @dual-rum/cdk config
                 terraform output -json | npx @dual-rum/cdk config
  block        keeps a signed-in user from writing, at once; see dual-rum-cdk block --help
  check-trail  says whether records of CloudTrail name who wrote; see dual-rum-cdk check-trail --help

Options of template and policy:
  --options <file>                JSON with the options of the DualRum construct; flags go before it
  --name <text>                   app monitors are <name>_Unauthenticated and <name>_Authenticated
  --domain <host>                 host of the web app; up to five times
  --user-pool-id <id>             Cognito user pool whose users sign in
  --user-pool-client-id <id>      its app client; may be repeated
  --issuer <url>                  Auth0 or another OpenID Connect issuer
  --client-id <id>                the web app's client id there; may be repeated
  --provider-arn <arn>            the account's IAM OIDC provider for that issuer, if it has one
  --existing-identity-pool-id <id>, --guest-role-arn <arn>, --authenticated-role-arn <arn>
                                  instead of sign-in: what is there already
  --unsigned                      guests write without credentials, by an alias
  --alias <text>                  that alias; default: the name
  --lock                          denies all but the signed-in role on the signed-in app monitor
  --cw-logs                       copy of all events in CloudWatch Logs
  --no-custom-events              keeps recordEvent out
  --sample-rate <0 to 1>          share of sessions that are recorded
  --telemetries <list>            any of errors,performance,http
  --no-cookies                    keeps no ids in cookies
  --xray                          X-Ray traces
  --source-maps <s3 uri>          where the app's source maps are
  --blocked <user>                a signed-in user who may not write: identity id, subject or entry of amr; may be repeated
  --audit-trail                   CloudTrail's record of who writes as a signed-in user, in a bucket with a table for Athena
  --audit-guests                  of guests, too
  --audit-days <days>             how long it is kept; default: 365
  --audit-database <name>         of Glue; default: dual_rum_audit
  --dashboard                     a CloudWatch dashboard of both app monitors
  --alarm-above <events an hour>  an alarm on the volume of guests' events
  --alarm-topic <arn>             the SNS topic it notifies

Options of template:
  --format <yaml or json>         default: yaml

Options of policy, which stand in the text as REGION and so on when left out:
  --region <region>  --account <id>  --identity-pool-id <id>

Options of config:
  --file <file>                   what aws or terraform printed; default: standard input
  --output <key>                  the output to take, when a stack has several ClientConfig
  --csp                           prints the Content-Security-Policy line instead

  --version   prints the version
  --help      prints this
`;
