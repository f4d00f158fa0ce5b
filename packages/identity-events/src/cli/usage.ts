export const usage = `Usage: dual-rum-identity-events sample --to <target> [options]

Sends one event of every kind that Auth0 reports, as EventBridge delivers it.

Options:
  --to <target>    the ARN of a Lambda function: invokes it with all events as one batch
                   the URL of an SQS queue: sends them as messages
                   a folder: writes the CSV and Parquet files that a bucket would hold
  --from <time>    when the first event happens, ISO 8601; default: now. The same time gives the same ids: sent
                   twice, the events are duplicates
  --version        print the version
  --help           print this

AWS credentials come from where the AWS SDK looks for them; AWS_ENDPOINT_URL names another endpoint.
`;
