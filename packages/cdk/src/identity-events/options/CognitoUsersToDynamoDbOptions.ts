import type { ExistingTable } from './Auth0UsersToDynamoDbOptions.ts';
import type { AlarmOptions } from './PipelineOptions.ts';

/**
 * Cognito's new users as rows of a DynamoDB table, or of two. Any text may be a CDK token.
 *
 * @example
 * { userPoolArn: 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEfGhI', profileTable: true }
 */
export interface CognitoUsersToDynamoDbOptions {
  /** The user pool that may call the function. */
  userPoolArn: string;
  /** Default: a table is made, with point-in-time recovery, and stays when the stack is deleted. */
  table?: ExistingTable;
  /** A second table with the profile and the full name, written in one transaction: `true` makes it. Default false: one table. */
  profileTable?: boolean | ExistingTable;
  /** What becomes of attributes that are empty or missing: `omit`, the default, or `null`. */
  emptyAttributes?: 'omit' | 'null';
  /** Writes users at a sign-in, too, if they are not there: those of administrators and imports fire no post confirmation. Default true. */
  onSignIn?: boolean;
  /** Milliseconds in which the trigger is answered, 100 to 4,500. Default 1500; Cognito waits 5 seconds. */
  deadlineMilliseconds?: number;
  /** `sqs`, the default: keys of SQS. `kms`: a key made here, at 1 USD a month and the price of its use. */
  encryption?: 'sqs' | 'kms';
  /** Days that the function's log is kept: a number that CloudWatch Logs knows. Default 30. */
  logRetentionDays?: number;
  alarms?: AlarmOptions;
  /** Folder or zip file with the function. Default: the one of `@dual-rum/identity-events`. */
  code?: string;
}
