import { isLiteral } from '../../options/isLiteral.ts';
import { knownKeys, matching, must } from '../../options/must.ts';
import type { ExistingTable } from './Auth0UsersToDynamoDbOptions.ts';
import type { AlarmOptions, PipelineOptions } from './PipelineOptions.ts';

/** The part of checked options that all pipelines have. */
export interface CheckedPipeline {
  name: string;
  forwarded: boolean;
  moreCodes: string[];
  encryption: 'sqs' | 'kms';
  batchSize: number;
  batchingWindow: number;
  logRetentionDays: number;
  topicArn: string | undefined;
  oldestMessageSeconds: number;
}

export const PIPELINE_KEYS: readonly (keyof PipelineOptions)[] = [
  'forwarded',
  'moreCodes',
  'encryption',
  'batchSize',
  'batchingWindow',
  'logRetentionDays',
  'alarms',
  'code',
];

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const RETENTION = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

interface Defaults {
  name: string;
  batchSize: number;
  batchingWindow: number;
  /** Codes that have a rule already. */
  codes: readonly string[];
}

export function checkPipeline(options: PipelineOptions & { name?: string }, defaults: Defaults): CheckedPipeline {
  const {
    name = defaults.name,
    forwarded = false,
    moreCodes = [],
    encryption = 'sqs',
    batchSize = defaults.batchSize,
    batchingWindow = defaults.batchingWindow,
    logRetentionDays = 30,
    alarms = {},
  } = options;
  matching(name, 'name', /^[a-z][a-z0-9-]{0,39}$/, 'lower-case letters, digits and -, at most 40', 'known');
  must(typeof forwarded === 'boolean', 'forwarded', forwarded, 'true or false');
  checkCodes(moreCodes, 'moreCodes');
  const known = moreCodes.find((code) => defaults.codes.includes(code));
  must(known === undefined, 'moreCodes', known, 'a code that is not carried anyway: it would arrive twice');
  must(encryption === 'sqs' || encryption === 'kms', 'encryption', encryption, "'sqs' or 'kms'");
  whole(batchSize, 'batchSize', 1, 10_000);
  whole(batchingWindow, 'batchingWindow', 0, 300);
  // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
  must(
    batchSize <= 10 || batchingWindow > 0,
    'batchingWindow',
    batchingWindow,
    'at least 1 with more than 10 messages',
  );
  checkRetention(logRetentionDays);
  // A message waits a whole window where nothing is wrong.
  const { topicArn, oldestMessageSeconds } = checkAlarms(alarms, batchingWindow + 1);
  return {
    name,
    forwarded,
    moreCodes,
    encryption,
    batchSize,
    batchingWindow,
    logRetentionDays,
    topicArn,
    oldestMessageSeconds,
  };
}

export function checkRetention(days: number): void {
  must(RETENTION.includes(days), 'logRetentionDays', days, `one of ${RETENTION.join(', ')}`);
}

/** @param least seconds that a message waits where nothing is wrong */
export function checkAlarms(
  alarms: AlarmOptions,
  least: number,
): { topicArn: string | undefined; oldestMessageSeconds: number } {
  const { topicArn, oldestMessageSeconds = 900, ...unknown } = alarms;
  must(Object.keys(unknown).length === 0, 'alarms', unknown, '{ topicArn?, oldestMessageSeconds? }');
  whole(oldestMessageSeconds, 'alarms.oldestMessageSeconds', least, 1_209_600);
  checkTopic(topicArn, 'alarms.topicArn');
  return { topicArn, oldestMessageSeconds };
}

export function checkBus(value: unknown, option: string): asserts value is string {
  matching(
    value,
    option,
    /^aws\.partner\/auth0\.com\/[\w.-]+(\/[\w.-]+)+$/,
    "the partner event bus of an Auth0 stream: 'aws.partner/auth0.com/<tenant>-<uuid>/auth0.logs'",
  );
}

export function checkCodes(codes: unknown, option: string): asserts codes is string[] {
  must(
    Array.isArray(codes) &&
      codes.every((code, i) => typeof code === 'string' && /^\w+$/.test(code) && codes.indexOf(code) === i),
    option,
    codes,
    "a list of Auth0's log event codes, each once: ['seacft']",
  );
}

export function checkTopic(arn: unknown, option: string): asserts arn is string | undefined {
  if (arn === undefined) return;
  matching(arn, option, /^arn:[\w-]+:sns:[\w-]+:\d{12}:[\w-]+$/, 'the ARN of an SNS topic');
}

export function checkKey(arn: unknown, option: string): asserts arn is string | undefined {
  if (arn === undefined) return;
  matching(arn, option, /^arn:[\w-]+:kms:[\w-]+:\d{12}:key\/[\w-]+$/, 'the ARN of a KMS key, not of an alias');
}

export function checkTable(table: unknown, option: string): asserts table is ExistingTable {
  knownKeys(table, option, ['name', 'keyArn']);
  const { name, keyArn } = table as ExistingTable;
  matching(name, `${option}.name`, /^[\w.-]{3,255}$/, 'the name of a table, not its ARN');
  checkKey(keyArn, `${option}.keyArn`);
}

export function whole(value: unknown, option: string, from: number, to: number): asserts value is number {
  must(
    typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to,
    option,
    value,
    `a whole number from ${from} to ${to}`,
  );
}

/** Whether texts are known now, and differ. */
export const differ = (one: string, other: string): boolean => !isLiteral(one) || !isLiteral(other) || one !== other;
