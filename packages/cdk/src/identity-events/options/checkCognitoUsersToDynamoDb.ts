import { knownKeys, matching, must } from '../../options/must.ts';
import type { ExistingTable } from './Auth0UsersToDynamoDbOptions.ts';
import { checkPipeline, checkTable, differ, whole, type CheckedPipeline } from './checkPipeline.ts';
import type { CognitoUsersToDynamoDbOptions } from './CognitoUsersToDynamoDbOptions.ts';

export interface CheckedCognitoUsers extends CheckedPipeline {
  userPoolArn: string;
  table: ExistingTable | undefined;
  /** Undefined: there is one table. */
  profileTable: ExistingTable | 'made' | undefined;
  emptyAttributes: 'omit' | 'null';
  onSignIn: boolean;
  deadlineMilliseconds: number;
}

const KEYS: readonly (keyof CognitoUsersToDynamoDbOptions)[] = [
  ...(['userPoolArn', 'table', 'profileTable', 'emptyAttributes', 'onSignIn', 'deadlineMilliseconds'] as const),
  ...(['encryption', 'logRetentionDays', 'alarms', 'code'] as const),
];

/**
 * Fills in the defaults.
 * @throws OptionError naming the option and the fix
 */
export function checkCognitoUsersToDynamoDb(options: CognitoUsersToDynamoDbOptions): CheckedCognitoUsers {
  knownKeys(options, 'options', KEYS);
  const { userPoolArn, table, profileTable = false, emptyAttributes = 'omit', onSignIn = true } = options;
  const { deadlineMilliseconds = 1500, encryption, logRetentionDays, alarms } = options;
  matching(
    userPoolArn,
    'userPoolArn',
    /^arn:[\w-]+:cognito-idp:[\w-]+:\d{12}:userpool\/[\w-]+$/,
    'the ARN of a user pool, not its id',
  );
  if (table !== undefined) checkTable(table, 'table');
  if (typeof profileTable !== 'boolean') {
    checkTable(profileTable, 'profileTable');
    must(
      differ(profileTable.name, table?.name ?? ''),
      'profileTable',
      profileTable.name,
      'another table than table, or left out: then the profile is in the row of the user',
    );
  }
  must(
    emptyAttributes === 'omit' || emptyAttributes === 'null',
    'emptyAttributes',
    emptyAttributes,
    "'omit' or 'null'",
  );
  must(typeof onSignIn === 'boolean', 'onSignIn', onSignIn, 'true or false');
  whole(deadlineMilliseconds, 'deadlineMilliseconds', 100, 4500);
  const pipeline = checkPipeline(
    {
      ...(encryption !== undefined && { encryption }),
      ...(logRetentionDays !== undefined && { logRetentionDays }),
      ...(alarms !== undefined && { alarms }),
    },
    // Somebody may wait for the row: a batch does not.
    { name: 'cognito-users', batchSize: 10, batchingWindow: 1, codes: [] },
  );
  return {
    ...pipeline,
    userPoolArn,
    table,
    profileTable: profileTable === true ? 'made' : profileTable || undefined,
    emptyAttributes,
    onSignIn,
    deadlineMilliseconds,
  };
}
