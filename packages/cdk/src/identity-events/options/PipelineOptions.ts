/** Who hears of trouble, and when. */
export interface AlarmOptions {
  /** ARN of the SNS topic to notify. Default: the alarms change colour and notify nobody. */
  topicArn?: string;
  /** Seconds that the oldest message may wait in the queue. Default 900. */
  oldestMessageSeconds?: number;
}

/** What both pipelines take. Any text may be a CDK token, except `name`. */
export interface PipelineOptions {
  /**
   * The partner bus is in another region, from which an `Auth0EventsForwarder` sends: makes a bus `name` here, and puts
   * the rules on it. Default false: the rules are on the partner bus.
   */
  forwarded?: boolean;
  /** More Auth0 log event codes to carry, in a rule of their own: `['seacft', 'feacft']`. */
  moreCodes?: string[];
  /** `sqs`, the default: keys of SQS. `kms`: a key made here, at 1 USD a month and the price of its use. */
  encryption?: 'sqs' | 'kms';
  /** Messages in one batch, 1 to 10,000. */
  batchSize?: number;
  /** Seconds that a batch may wait to fill, 0 to 300. */
  batchingWindow?: number;
  /** Days that the function's log is kept: a number that CloudWatch Logs knows. Default 30. */
  logRetentionDays?: number;
  alarms?: AlarmOptions;
  /** Folder or zip file with the function. Default: the one of `@dual-rum/identity-events`. */
  code?: string;
}
