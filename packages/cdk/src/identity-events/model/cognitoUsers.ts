import { getAtt, ref, type Json } from '../../model/intrinsics.ts';
import type { CheckedCognitoUsers } from '../options/checkCognitoUsersToDynamoDb.ts';
import { ageAlarm, deadLetterAlarm, lostAlarm } from './alarms.ts';
import type { IdentityModel } from './IdentityTemplate.ts';
import { lambda } from './lambda.ts';
import { queues } from './queues.ts';
import { allow } from './statements.ts';
import { arnOfTable, table } from './table.ts';

const NAME = 'cognito-users-to-dynamodb';

/** What gets deployed: the construct and the printed template are made from it, and the SAM template is compared with it. */
export function cognitoUsers(options: CheckedCognitoUsers, code: Json): IdentityModel {
  const { profileTable, encryption, topicArn } = options;
  const existing = typeof profileTable === 'object' ? profileTable : undefined;
  const tables: { name: Json; arn: Json }[] = [
    options.table
      ? { name: options.table.name, arn: arnOfTable(options.table.name) }
      : { name: ref('Table'), arn: getAtt('Table', 'Arn') },
    ...(profileTable === 'made' ? [{ name: ref('ProfileTable'), arn: getAtt('ProfileTable', 'Arn') }] : []),
    ...(existing ? [{ name: existing.name, arn: arnOfTable(existing.name) }] : []),
  ];
  const [users, profiles] = tables;
  const keyArns = [options.table?.keyArn, existing?.keyArn].filter((arn) => arn !== undefined);
  return {
    resources: {
      ...queues({ encryption, rules: [] }),
      ...lambda({
        ...options,
        name: NAME,
        description: 'Cognito users to DynamoDB',
        code,
        environment: {
          TABLE: users!.name,
          ...(profiles && { PROFILE_TABLE: profiles.name }),
          QUEUE_URL: ref('Queue'),
          EMPTY_ATTRIBUTES: options.emptyAttributes,
          ON_SIGN_IN: String(options.onSignIn),
          DEADLINE_MS: String(options.deadlineMilliseconds),
        },
        statements: [
          // For what cannot be written at once.
          allow('sqs:SendMessage', getAtt('Queue', 'Arn')),
          ...(encryption === 'kms' ? [allow('kms:GenerateDataKey', getAtt('Key', 'Arn'))] : []),
          ...tables.map(({ arn }) => allow('dynamodb:PutItem', arn)),
          ...[...new Set(keyArns)].map((arn) => allow(['kms:Decrypt', 'kms:GenerateDataKey'], arn)),
        ],
        maximumConcurrency: 10,
      }),
      TriggerPermission: {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          Action: 'lambda:InvokeFunction',
          FunctionName: getAtt('Function', 'Arn'),
          Principal: 'cognito-idp.amazonaws.com',
          SourceArn: options.userPoolArn,
        },
      },
      DeadLetterAlarm: deadLetterAlarm(topicArn),
      AgeAlarm: ageAlarm(options.oldestMessageSeconds, topicArn),
      LostAlarm: lostAlarm(
        {
          description:
            'Users could neither be written nor queued: the log names them, and their next sign-in writes them',
          metric: 'EventsLost',
          service: NAME,
        },
        topicArn,
      ),
      ...(!options.table && { Table: table() }),
      ...(profileTable === 'made' && { ProfileTable: table() }),
    },
    outputs: {
      FunctionArn: {
        Description: 'What the user pool calls: PostConfirmation in its LambdaConfig',
        Value: getAtt('Function', 'Arn'),
      },
      TableName: { Description: 'Where the users are', Value: users!.name },
      ...(profiles && { ProfileTableName: { Description: 'Where the profiles are', Value: profiles.name } }),
      QueueUrl: { Description: 'The queue', Value: ref('Queue') },
      QueueArn: { Description: 'Its ARN', Value: getAtt('Queue', 'Arn') },
      ...(encryption === 'kms' && { QueueKeyArn: { Description: 'Its key', Value: getAtt('Key', 'Arn') } }),
      DeadLetterQueueUrl: { Description: 'What could not be written', Value: ref('DeadLetterQueue') },
      FunctionName: { Description: 'The function', Value: ref('Function') },
    },
  };
}
