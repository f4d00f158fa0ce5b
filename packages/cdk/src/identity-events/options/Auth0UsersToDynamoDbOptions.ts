import type { PipelineOptions } from './PipelineOptions.ts';

/** A table that exists already, with the partition key `user_id` of type string and no sort key. */
export interface ExistingTable {
  name: string;
  /** ARN of the KMS key that the table encrypts with, if it does. Its policy must let the function's role use it. */
  keyArn?: string;
}

/**
 * Auth0's users as rows of a DynamoDB table, kept up to date.
 *
 * @example
 * { eventBusName: 'aws.partner/auth0.com/my-shop-0b5e7c5e-6d3c-4f7e-9a70-5b0c6a1f2d3e/auth0.logs' }
 */
export interface Auth0UsersToDynamoDbOptions extends PipelineOptions {
  /** The partner event bus of Auth0's log stream. Give this, `eventStreamBusName` or both. */
  eventBusName?: string;
  /** The partner event bus of an Auth0 event stream with `user.created`, `user.updated` and `user.deleted`. */
  eventStreamBusName?: string;
  /** Names a forwarded bus. Default `auth0-users`. */
  name?: string;
  /** Default: a table is made, with point-in-time recovery, and stays when the stack is deleted. */
  table?: ExistingTable;
  /** `put`, the default: each change writes the whole row. `update`: it writes the fields that it has. */
  write?: 'put' | 'update';
  /** Leaves out changes without `user_metadata`. Default false. */
  onlyWithUserMetadata?: boolean;
}
