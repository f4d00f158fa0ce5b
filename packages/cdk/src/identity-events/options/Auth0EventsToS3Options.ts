import type { PipelineOptions } from './PipelineOptions.ts';

/** A bucket that exists already. */
export interface ExistingBucket {
  name: string;
  /** ARN of the KMS key that the bucket encrypts with, if it does. Its policy must let the function's role use it. */
  keyArn?: string;
}

export type EventFormat = 'csv' | 'parquet';

/**
 * Auth0's sign-ins, sign-ups, log-outs and failures as files in S3, for Athena and QuickSight.
 *
 * @example
 * {
 *   eventBusName: 'aws.partner/auth0.com/my-shop-0b5e7c5e-6d3c-4f7e-9a70-5b0c6a1f2d3e/auth0.logs',
 *   moreCodes: ['seacft', 'feacft'],
 * }
 */
export interface Auth0EventsToS3Options extends PipelineOptions {
  /** The partner event bus of Auth0's log stream: `aws.partner/auth0.com/<tenant>-<uuid>/auth0.logs`. */
  eventBusName: string;
  /** Names the Glue database (with `_` for `-`), the Athena workgroup and a forwarded bus. Default `auth0-events`. */
  name?: string;
  /** Default: a bucket is made, and stays when the stack is deleted. */
  bucket?: ExistingBucket;
  /** Where in the bucket. Default `identity-events/auth0`. */
  prefix?: string;
  /** Default both: CSV for QuickSight's manifest, Parquet for Athena. */
  formats?: EventFormat[];
  /** Days that events are kept. Default: for ever. Only with a bucket made here. */
  keepDays?: number;
  /** A QuickSight user or group: makes a data source, a data set and an analysis that belong to it. */
  quickSight?: { principalArn: string };
}
