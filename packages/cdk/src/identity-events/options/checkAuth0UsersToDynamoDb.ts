import { OptionError } from '../../OptionError.ts';
import { knownKeys, must } from '../../options/must.ts';
import { codesOf, USER_RULES } from '../model/codes.ts';
import type { Auth0UsersToDynamoDbOptions, ExistingTable } from './Auth0UsersToDynamoDbOptions.ts';
import { checkBus, checkPipeline, checkTable, differ, PIPELINE_KEYS, type CheckedPipeline } from './checkPipeline.ts';

export interface CheckedUsersToDynamoDb extends CheckedPipeline {
  eventBusName: string | undefined;
  eventStreamBusName: string | undefined;
  table: ExistingTable | undefined;
  write: 'put' | 'update';
  onlyWithUserMetadata: boolean;
}

const KEYS: readonly (keyof Auth0UsersToDynamoDbOptions)[] = [
  ...PIPELINE_KEYS,
  'eventBusName',
  'eventStreamBusName',
  'name',
  'table',
  'write',
  'onlyWithUserMetadata',
];

/**
 * Fills in the defaults.
 * @throws OptionError naming the option and the fix
 */
export function checkAuth0UsersToDynamoDb(options: Auth0UsersToDynamoDbOptions): CheckedUsersToDynamoDb {
  knownKeys(options, 'options', KEYS);
  const pipeline = checkPipeline(options, {
    name: 'auth0-users',
    batchSize: 100,
    batchingWindow: 5,
    codes: codesOf(USER_RULES),
  });
  const { eventBusName, eventStreamBusName, table, write = 'put', onlyWithUserMetadata = false } = options;
  if (eventBusName === undefined && eventStreamBusName === undefined) {
    throw new OptionError('eventBusName', 'missing; give the bus of the log stream, eventStreamBusName, or both');
  }
  if (eventBusName !== undefined) checkBus(eventBusName, 'eventBusName');
  if (eventStreamBusName !== undefined) checkBus(eventStreamBusName, 'eventStreamBusName');
  must(
    differ(eventBusName ?? '', eventStreamBusName ?? ''),
    'eventStreamBusName',
    eventStreamBusName,
    'another bus than eventBusName: each stream of Auth0 has its own',
  );
  if (eventBusName === undefined && pipeline.moreCodes.length > 0) {
    throw new OptionError('moreCodes', 'given without eventBusName; only a log stream has codes');
  }
  if (table !== undefined) checkTable(table, 'table');
  must(write === 'put' || write === 'update', 'write', write, "'put' or 'update'");
  must(typeof onlyWithUserMetadata === 'boolean', 'onlyWithUserMetadata', onlyWithUserMetadata, 'true or false');
  return { ...pipeline, eventBusName, eventStreamBusName, table, write, onlyWithUserMetadata };
}
