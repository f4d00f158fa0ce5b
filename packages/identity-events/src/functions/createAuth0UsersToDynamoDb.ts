import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { parseAuth0UserChange } from '../auth0/parseAuth0UserChange.ts';
import { createUserTable } from '../dynamodb/createUserTable.ts';
import { deliverToTable } from '../dynamodb/deliverToTable.ts';
import { createQueueHandler, type QueueHandler } from '../queue/createQueueHandler.ts';
import { createReport } from '../queue/createReport.ts';
import { clientSettings } from './clientSettings.ts';
import { oneOf, required } from './settings.ts';

/** The function `auth0-users-to-dynamodb`, as its environment says. Throws `SettingError`. */
export function createAuth0UsersToDynamoDb(env: NodeJS.ProcessEnv): QueueHandler {
  const tableName = required(env, 'TABLE', 'the name of the table of users');
  const mode = oneOf(env, 'WRITE', ['put', 'update']);
  const onlyWithUserMetadata = oneOf(env, 'ONLY_WITH_USER_METADATA', ['false', 'true']) === 'true';
  const table = createUserTable(new DynamoDBClient(clientSettings), tableName);
  return createQueueHandler({
    read: parseAuth0UserChange,
    deliver: deliverToTable({ table, mode, onlyWithUserMetadata }),
    report: createReport('auth0-users-to-dynamodb', env),
  });
}
