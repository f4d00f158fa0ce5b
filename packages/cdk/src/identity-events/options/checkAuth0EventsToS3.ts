import { OptionError } from '../../OptionError.ts';
import { knownKeys, matching, must } from '../../options/must.ts';
import { codesOf, EVENT_RULES } from '../model/codes.ts';
import type { Auth0EventsToS3Options, EventFormat, ExistingBucket } from './Auth0EventsToS3Options.ts';
import { checkBus, checkKey, checkPipeline, PIPELINE_KEYS, whole, type CheckedPipeline } from './checkPipeline.ts';

export interface CheckedEventsToS3 extends CheckedPipeline {
  eventBusName: string;
  bucket: ExistingBucket | undefined;
  prefix: string;
  formats: EventFormat[];
  keepDays: number | undefined;
  quickSightPrincipalArn: string | undefined;
}

const KEYS: readonly (keyof Auth0EventsToS3Options)[] = [
  ...PIPELINE_KEYS,
  'eventBusName',
  'name',
  'bucket',
  'prefix',
  'formats',
  'keepDays',
  'quickSight',
];

/**
 * Fills in the defaults.
 * @throws OptionError naming the option and the fix
 */
export function checkAuth0EventsToS3(options: Auth0EventsToS3Options): CheckedEventsToS3 {
  knownKeys(options, 'options', KEYS);
  const pipeline = checkPipeline(options, {
    name: 'auth0-events',
    // As large as may be: each batch makes files, and fewer files are read faster.
    batchSize: 1000,
    batchingWindow: 300,
    codes: codesOf(EVENT_RULES),
  });
  const { eventBusName, bucket, prefix = 'identity-events/auth0', formats = ['csv', 'parquet'], keepDays } = options;
  checkBus(eventBusName, 'eventBusName');
  if (bucket !== undefined) {
    knownKeys(bucket, 'bucket', ['name', 'keyArn']);
    matching(bucket.name, 'bucket.name', /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'the name of a bucket, not its ARN');
    checkKey(bucket.keyArn, 'bucket.keyArn');
  }
  matching(prefix, 'prefix', /^[\w.-]+(\/[\w.-]+)*$/, 'folders without a slash at either end', 'known');
  must(
    Array.isArray(formats) &&
      formats.length > 0 &&
      formats.every((each, i) => ['csv', 'parquet'].includes(each) && formats.indexOf(each) === i),
    'formats',
    formats,
    "'csv', 'parquet' or both, in a list",
  );
  if (keepDays !== undefined) {
    whole(keepDays, 'keepDays', 1, 36_500);
    if (bucket)
      throw new OptionError('keepDays', 'given for a bucket that exists; set a lifecycle rule on that bucket');
  }
  return {
    ...pipeline,
    eventBusName,
    bucket,
    prefix,
    // One spelling of the same choice.
    formats: (['csv', 'parquet'] as const).filter((format) => formats.includes(format)),
    keepDays,
    quickSightPrincipalArn: checkQuickSight(options.quickSight, formats),
  };
}

function checkQuickSight(quickSight: unknown, formats: EventFormat[]): string | undefined {
  if (quickSight === undefined) return undefined;
  knownKeys(quickSight, 'quickSight', ['principalArn']);
  const { principalArn } = quickSight as { principalArn: unknown };
  matching(
    principalArn,
    'quickSight.principalArn',
    /^arn:[\w-]+:quicksight:[\w-]+:\d{12}:(user|group)\/.+$/,
    'the ARN of a QuickSight user or group',
  );
  if (!formats.includes('parquet')) {
    throw new OptionError('quickSight', "asks Athena, which reads Parquet; add 'parquet' to formats");
  }
  return principalArn;
}
