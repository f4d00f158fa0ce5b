import { getAtt, ref, type Json } from '../../model/intrinsics.ts';
import type { CheckedUsersToDynamoDb } from '../options/checkAuth0UsersToDynamoDb.ts';
import { ageAlarm, deadLetterAlarm } from './alarms.ts';
import { USER_EVENTS, USER_RULES } from './codes.ts';
import type { IdentityModel } from './IdentityTemplate.ts';
import { lambda } from './lambda.ts';
import { queues } from './queues.ts';
import { codeRules, eventBus, rule, streamPattern } from './rules.ts';
import { allow } from './statements.ts';
import { arnOfTable, table } from './table.ts';

/** What gets deployed: the construct and the printed template are made from it, and the SAM template is compared with it. */
export function usersToDynamoDb(options: CheckedUsersToDynamoDb, code: Json): IdentityModel {
  const { eventBusName, eventStreamBusName, forwarded, name, write } = options;
  const tableName: Json = options.table ? options.table.name : ref('Table');
  const tableArn = options.table ? arnOfTable(options.table.name) : getAtt('Table', 'Arn');
  const keyArn = options.table?.keyArn;
  const rules = {
    ...(eventBusName !== undefined && codeRules({ busName: eventBusName, forwarded }, USER_RULES, options.moreCodes)),
    ...(eventStreamBusName !== undefined && {
      EventStreamRule: rule(
        { busName: eventStreamBusName, forwarded },
        `Auth0 event stream ${USER_EVENTS.join(', ')}`,
        streamPattern(eventStreamBusName, USER_EVENTS),
      ),
    }),
  };
  return {
    resources: {
      ...(forwarded && { EventBus: eventBus(name) }),
      ...rules,
      ...queues({ encryption: options.encryption, rules: Object.keys(rules) }),
      ...lambda({
        ...options,
        name: 'auth0-users-to-dynamodb',
        description: 'Auth0 users to DynamoDB',
        code,
        environment: {
          TABLE: tableName,
          WRITE: write,
          ONLY_WITH_USER_METADATA: String(options.onlyWithUserMetadata),
        },
        statements: [
          // Both ways of writing need both: a deletion is put, a single field is updated.
          allow(['dynamodb:PutItem', 'dynamodb:UpdateItem'], tableArn),
          ...(keyArn === undefined ? [] : [allow(['kms:Decrypt', 'kms:GenerateDataKey'], keyArn)]),
        ],
        maximumConcurrency: 10,
      }),
      DeadLetterAlarm: deadLetterAlarm(options.topicArn),
      AgeAlarm: ageAlarm(options.oldestMessageSeconds, options.topicArn),
      ...(!options.table && { Table: table() }),
    },
    outputs: {
      ...(forwarded && {
        EventBusArn: { Description: 'The bus that Auth0EventsForwarder sends to', Value: getAtt('EventBus', 'Arn') },
      }),
      TableName: { Description: 'Where the users are', Value: tableName },
      QueueUrl: { Description: 'The queue', Value: ref('Queue') },
      DeadLetterQueueUrl: { Description: 'What could not be processed or delivered', Value: ref('DeadLetterQueue') },
      FunctionName: { Description: 'The function', Value: ref('Function') },
    },
  };
}
