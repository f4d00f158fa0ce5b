import {
  createAuth0EventsForwarderTemplate,
  createAuth0EventsToS3Template,
  createAuth0UsersToDynamoDbTemplate,
  createCognitoEventsToKafkaTemplate,
  createCognitoUsersToDynamoDbTemplate,
} from '@dual-rum/cdk/identity-events/template';
import {
  code,
  eventBusName,
  eventStreamBusName,
  kafkaCases,
  keyArn,
  topicArn,
  userPoolArn,
  usersQueueArn,
} from './cases.ts';
import type { CheckName } from './checks.ts';

/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-call -- mutants reach into JSON */

/** What mutants are made from. */
export const originals = {
  events: () => createAuth0EventsToS3Template({ code, eventBusName, moreCodes: ['seacft'] }),
  'events, with a key': () => createAuth0EventsToS3Template({ code, eventBusName, encryption: 'kms' }),
  'events, forwarded': () => createAuth0EventsToS3Template({ code, eventBusName, forwarded: true }),
  'events, into a bucket with a key': () =>
    createAuth0EventsToS3Template({ code, eventBusName, bucket: { name: 'data-lake', keyArn } }),
  users: () => createAuth0UsersToDynamoDbTemplate({ code, eventBusName, eventStreamBusName }),
  'events, with a topic': () => createAuth0EventsToS3Template({ code, eventBusName, alarms: { topicArn } }),
  'Cognito users': () => createCognitoUsersToDynamoDbTemplate({ code, userPoolArn, profileTable: true }),
  'Cognito users, with a key': () => createCognitoUsersToDynamoDbTemplate({ code, userPoolArn, encryption: 'kms' }),
  forwarder: () => createAuth0EventsForwarderTemplate({ eventBusName, dataRegion: 'eu-central-1' }),
  kafka: () => createCognitoEventsToKafkaTemplate(kafkaCases[0]!.options),
  'kafka, straight to MSK': () => createCognitoEventsToKafkaTemplate(kafkaCases[1]!.options),
  'kafka, by SCRAM': () => createCognitoEventsToKafkaTemplate(kafkaCases[2]!.options),
};

export interface Mutant {
  title: string;
  of: keyof typeof originals;
  mutate: (resources: Record<string, any>, outputs: Record<string, any>) => void;
  caughtBy: CheckName;
}

const sourceArns = (resources: any, queue = 'Queue'): any[] =>
  resources[`${queue}Policy`].Properties.PolicyDocument.Statement[0].Condition.ArnEquals['aws:SourceArn'];
const statements = (resources: any): any[] => resources.FunctionRole.Properties.Policies[0].PolicyDocument.Statement;
const statement = (resources: any, action: string, role = 'FunctionRole'): any => {
  const found = resources[role].Properties.Policies[0].PolicyDocument.Statement.find(({ Action }: any) =>
    [Action].flat().includes(action),
  );
  if (!found) throw new Error(`no statement allows ${action}`);
  return found;
};
function inManifest(outputs: any, from: string, to: string): void {
  const { QuickSightManifest } = outputs;
  outputs.QuickSightManifest = JSON.parse(JSON.stringify(QuickSightManifest).replace(from, to));
}
const properties = (resources: any, id: string): any => resources[id].Properties;

/** Ways to get it wrong, each of which deploys. */
export const mutants: Mutant[] = [
  {
    title: 'one rule may send, as in the public sample',
    of: 'events',
    mutate: (r) => sourceArns(r).splice(1),
    caughtBy: 'every rule may send to each of its queues',
  },
  {
    title: 'the rule of more codes may not send',
    of: 'events',
    mutate: (r) => sourceArns(r).pop(),
    caughtBy: 'every rule may send to each of its queues',
  },
  {
    title: 'the rule of the event stream may not send',
    of: 'users',
    mutate: (r) => sourceArns(r).pop(),
    caughtBy: 'every rule may send to each of its queues',
  },
  {
    title: 'no rule may send to the dead-letter queue',
    of: 'events',
    mutate: (r) => delete r['DeadLetterQueuePolicy'],
    caughtBy: 'every rule may send to each of its queues',
  },
  {
    title: 'the policy names rules by another condition key',
    of: 'events',
    mutate: (r) => {
      const { Condition } = properties(r, 'QueuePolicy').PolicyDocument.Statement[0];
      Condition.ArnEquals = { 'aws:PrincipalArn': Condition.ArnEquals['aws:SourceArn'] };
    },
    caughtBy: 'every rule may send to each of its queues',
  },
  {
    title: 'any rule may send',
    of: 'events',
    mutate: (r) => delete properties(r, 'QueuePolicy').PolicyDocument.Statement[0].Condition,
    caughtBy: 'nothing else may send',
  },
  {
    title: 'any service may send',
    of: 'users',
    mutate: (r) => {
      const [first] = properties(r, 'QueuePolicy').PolicyDocument.Statement;
      first.Principal = '*';
      delete first.Condition;
    },
    caughtBy: 'nothing else may send',
  },
  {
    title: 'rules may use the queue in any way',
    of: 'events',
    mutate: (r) => (properties(r, 'QueuePolicy').PolicyDocument.Statement[0].Action = 'sqs:*'),
    caughtBy: 'nothing else may send',
  },
  {
    title: 'queues without TLS',
    of: 'events',
    mutate: (r) => properties(r, 'QueuePolicy').PolicyDocument.Statement.pop(),
    caughtBy: 'nobody uses a queue or the bucket without TLS',
  },
  {
    title: 'a bucket without TLS',
    of: 'events',
    mutate: (r) => delete r['BucketPolicy'],
    caughtBy: 'nobody uses a queue or the bucket without TLS',
  },
  {
    title: 'a rule that is off',
    of: 'events',
    mutate: (r) => (properties(r, 'SignOutRule').State = 'DISABLED'),
    caughtBy: 'rules are on, on one bus each, and pass the whole event',
  },
  {
    title: 'a rule on the default bus',
    of: 'events',
    mutate: (r) => (properties(r, 'SignUpRule').EventBusName = 'default'),
    caughtBy: 'rules are on, on one bus each, and pass the whole event',
  },
  {
    title: 'a rule on the partner bus, which is in another region',
    of: 'events, forwarded',
    mutate: (r) => (properties(r, 'SignUpRule').EventBusName = eventBusName),
    caughtBy: 'rules are on, on one bus each, and pass the whole event',
  },
  {
    title: 'the detail alone, without the envelope',
    of: 'events',
    mutate: (r) => (properties(r, 'SignInRule').Targets[0].InputPath = '$.detail'),
    caughtBy: 'rules are on, on one bus each, and pass the whole event',
  },
  {
    title: 'a code in two rules',
    of: 'events',
    mutate: (r) => properties(r, 'SignInFailedRule').EventPattern.detail.data.type.push('fs'),
    caughtBy: 'each code has one rule',
  },
  {
    title: 'failed sign-ins by their first code only',
    of: 'events',
    mutate: (r) => (properties(r, 'SignInFailedRule').EventPattern.detail.data.type = ['f']),
    caughtBy: 'each code has one rule',
  },
  {
    title: 'fs for failed sign-ins, as articles have it',
    of: 'events',
    mutate: (r) => {
      properties(r, 'SignInFailedRule').EventPattern.detail.data.type = ['fs'];
      delete r['SignUpFailedRule'];
      sourceArns(r).splice(3, 1);
      sourceArns(r, 'DeadLetterQueue').splice(3, 1);
    },
    caughtBy: 'each code has one rule',
  },
  {
    title: 'write to the bucket, not to what is in it',
    of: 'events',
    mutate: (r) => (statement(r, 's3:PutObject').Resource = { 'Fn::GetAtt': ['Bucket', 'Arn'] }),
    caughtBy: 'the function may do what it must',
  },
  {
    title: 'write to another prefix',
    of: 'events',
    mutate: (r) => (properties(r, 'Function').Environment.Variables.PREFIX = 'auth0'),
    caughtBy: 'the function may do what it must',
  },
  {
    title: 'no way to decrypt what is in the queue',
    of: 'events, with a key',
    mutate: (r) => statements(r).splice(statements(r).indexOf(statement(r, 'kms:Decrypt')), 1),
    caughtBy: 'the function may do what it must',
  },
  {
    title: 'no way to encrypt what goes to the bucket',
    of: 'events, into a bucket with a key',
    mutate: (r) => statements(r).splice(statements(r).indexOf(statement(r, 'kms:GenerateDataKey')), 1),
    caughtBy: 'the function may do what it must',
  },
  {
    title: 'no way to delete from the queue',
    of: 'users',
    mutate: (r) => (statement(r, 'sqs:DeleteMessage').Action = ['sqs:ReceiveMessage', 'sqs:GetQueueAttributes']),
    caughtBy: 'the function may do what it must',
  },
  {
    title: 'no way to update a single field',
    of: 'users',
    mutate: (r) => (statement(r, 'dynamodb:PutItem').Action = 'dynamodb:PutItem'),
    caughtBy: 'the function may do what it must',
  },
  {
    title: 'any action on the bucket',
    of: 'events',
    mutate: (r) => (statement(r, 's3:PutObject').Action = 's3:*'),
    caughtBy: 'the function may do nothing else',
  },
  {
    title: 'the whole bucket',
    of: 'events',
    mutate: (r) => (statement(r, 's3:PutObject').Resource = { 'Fn::Sub': '${Bucket.Arn}/*' }),
    caughtBy: 'the function may do nothing else',
  },
  {
    title: 'any table',
    of: 'users',
    mutate: (r) => (statement(r, 'dynamodb:PutItem').Resource = '*'),
    caughtBy: 'the function may do nothing else',
  },
  {
    title: 'any key',
    of: 'events, with a key',
    mutate: (r) => (statement(r, 'kms:Decrypt').Resource = '*'),
    caughtBy: 'the function may do nothing else',
  },
  {
    title: 'a managed policy, as SAM adds without a role',
    of: 'users',
    mutate: (r) =>
      (properties(r, 'FunctionRole').ManagedPolicyArns = [
        'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
      ]),
    caughtBy: 'the function may do nothing else',
  },
  {
    title: 'a role for whoever is in the account',
    of: 'events',
    mutate: (r) =>
      (properties(r, 'FunctionRole').AssumeRolePolicyDocument.Statement[0].Principal = {
        AWS: 'arn:aws:iam::123456789012:root',
      }),
    caughtBy: 'only its service assumes a role',
  },
  {
    title: 'one failure fails its batch',
    of: 'events',
    mutate: (r) => delete properties(r, 'FunctionQueue').FunctionResponseTypes,
    caughtBy: 'the function reads batches and answers for each message',
  },
  {
    title: 'messages come back while they are worked on',
    of: 'events',
    mutate: (r) => (properties(r, 'Queue').VisibilityTimeout = 60),
    caughtBy: 'the function reads batches and answers for each message',
  },
  {
    title: 'one object for one event',
    of: 'events',
    mutate: (r) => (properties(r, 'FunctionQueue').BatchSize = 1),
    caughtBy: 'the function reads batches and answers for each message',
  },
  {
    title: 'no redrive',
    of: 'users',
    mutate: (r) => delete properties(r, 'Queue').RedrivePolicy,
    caughtBy: 'what fails goes to a dead-letter queue, and stays',
  },
  {
    title: 'one try',
    of: 'users',
    mutate: (r) => (properties(r, 'Queue').RedrivePolicy.maxReceiveCount = 1),
    caughtBy: 'what fails goes to a dead-letter queue, and stays',
  },
  {
    title: 'a rule that drops what it cannot deliver',
    of: 'forwarder',
    mutate: (r) => delete properties(r, 'ForwardRule').Targets[0].DeadLetterConfig,
    caughtBy: 'what fails goes to a dead-letter queue, and stays',
  },
  {
    title: 'dead letters for four days',
    of: 'events',
    mutate: (r) => delete properties(r, 'DeadLetterQueue').MessageRetentionPeriod,
    caughtBy: 'what fails goes to a dead-letter queue, and stays',
  },
  {
    title: 'a queue in the clear',
    of: 'events',
    mutate: (r) => (properties(r, 'Queue').SqsManagedSseEnabled = false),
    caughtBy: 'queues are encrypted, with a key that EventBridge may use',
  },
  {
    title: 'a key that EventBridge may not use: every event is lost',
    of: 'events, with a key',
    mutate: (r) => properties(r, 'Key').KeyPolicy.Statement.pop(),
    caughtBy: 'queues are encrypted, with a key that EventBridge may use',
  },
  {
    title: 'a key that EventBridge uses for anybody',
    of: 'events, with a key',
    mutate: (r) => delete properties(r, 'Key').KeyPolicy.Statement[1].Condition,
    caughtBy: 'queues are encrypted, with a key that EventBridge may use',
  },
  {
    title: 'an alarm on the wrong queue',
    of: 'events',
    mutate: (r) => (properties(r, 'DeadLetterAlarm').Dimensions[0].Value = { 'Fn::GetAtt': ['Queue', 'QueueName'] }),
    caughtBy: 'alarms watch dead letters and the age of messages',
  },
  {
    title: 'an alarm at the second dead letter',
    of: 'forwarder',
    mutate: (r) => (properties(r, 'DeadLetterAlarm').Threshold = 1),
    caughtBy: 'alarms watch dead letters and the age of messages',
  },
  {
    title: 'no alarm on the age',
    of: 'users',
    mutate: (r) => delete r['AgeAlarm'],
    caughtBy: 'alarms watch dead letters and the age of messages',
  },
  {
    title: 'a log for ever',
    of: 'users',
    mutate: (r) => delete properties(r, 'LogGroup').RetentionInDays,
    caughtBy: 'the function runs where it was bundled for, and leaves traces and logs that end',
  },
  {
    title: 'a runtime past its end of support',
    of: 'events',
    mutate: (r) => (properties(r, 'Function').Runtime = 'nodejs20.x'),
    caughtBy: 'the function runs where it was bundled for, and leaves traces and logs that end',
  },
  {
    title: 'no traces',
    of: 'events',
    mutate: (r) => delete properties(r, 'Function').TracingConfig,
    caughtBy: 'the function runs where it was bundled for, and leaves traces and logs that end',
  },
  {
    title: 'a bucket that goes with its stack',
    of: 'events',
    mutate: (r) => delete r['Bucket'].DeletionPolicy,
    caughtBy: 'what holds data is private, encrypted and stays',
  },
  {
    title: 'a bucket that a policy can make public',
    of: 'events',
    mutate: (r) => (properties(r, 'Bucket').PublicAccessBlockConfiguration.BlockPublicPolicy = false),
    caughtBy: 'what holds data is private, encrypted and stays',
  },
  {
    title: 'a table that goes with its stack',
    of: 'users',
    mutate: (r) => (r['Table'].DeletionPolicy = 'Delete'),
    caughtBy: 'what holds data is private, encrypted and stays',
  },
  {
    title: 'a table that cannot be recovered',
    of: 'users',
    mutate: (r) => delete properties(r, 'Table').PointInTimeRecoverySpecification,
    caughtBy: 'what holds data is private, encrypted and stays',
  },
  {
    title: 'Athena looks one folder too high',
    of: 'events',
    mutate: (r) =>
      (properties(r, 'EventsTable').TableInput.Parameters['storage.location.template'] = {
        'Fn::Sub': 's3://${Bucket}/identity-events/auth0/day=${!day}',
      }),
    caughtBy: 'the function writes to what is deployed, and Athena reads there',
  },
  {
    title: 'Athena knows no days',
    of: 'events',
    mutate: (r) => delete properties(r, 'EventsTable').TableInput.Parameters['projection.enabled'],
    caughtBy: 'the function writes to what is deployed, and Athena reads there',
  },
  {
    title: 'the function is told another table',
    of: 'users',
    mutate: (r) => (properties(r, 'Function').Environment.Variables.TABLE = 'Users'),
    caughtBy: 'the function writes to what is deployed, and Athena reads there',
  },
  {
    title: 'a stray action of another service',
    of: 'events',
    mutate: (r) => statements(r).push({ Effect: 'Allow', Action: 'sns:Publish', Resource: '*' }),
    caughtBy: 'each role has the actions of its work, and no other',
  },
  {
    title: 'a stray action of the triggers',
    of: 'kafka',
    mutate: (r) =>
      (statement(r, 'sqs:SendMessage', 'TriggerFunctionRole').Action = ['sqs:SendMessage', 'sqs:GetQueueUrl']),
    caughtBy: 'each role has the actions of its work, and no other',
  },
  {
    title: 'a manifest of CSV and Parquet',
    of: 'events',
    mutate: (_, outputs) => inManifest(outputs, '/csv/', '/'),
    caughtBy: 'the manifest for QuickSight names the CSV as it is written',
  },
  {
    title: 'a manifest that takes the names of columns for an event',
    of: 'events',
    mutate: (_, outputs) => inManifest(outputs, 'true', 'false'),
    caughtBy: 'the manifest for QuickSight names the CSV as it is written',
  },
  {
    title: 'a forwarder without a role',
    of: 'forwarder',
    mutate: (r) => delete properties(r, 'ForwardRule').Targets[0].RoleArn,
    caughtBy: 'the forwarder writes to one bus of another region',
  },
  {
    title: 'a forwarder that may write to any bus',
    of: 'forwarder',
    mutate: (r) => (properties(r, 'ForwardRole').Policies[0].PolicyDocument.Statement[0].Resource = '*'),
    caughtBy: 'the forwarder writes to one bus of another region',
  },
  {
    title: 'a queue that keeps no order',
    of: 'kafka',
    mutate: (r) => delete properties(r, 'Queue').FifoQueue,
    caughtBy: 'events of a user stay in order, and one that comes twice is one',
  },
  {
    title: 'a function that leaves in the queue what can never be written',
    of: 'kafka',
    mutate: (r) => delete properties(r, 'Function').Environment.Variables.DEAD_LETTER_QUEUE_URL,
    caughtBy: 'events of a user stay in order, and one that comes twice is one',
  },
  {
    title: 'a function that may not send on what can never be written',
    of: 'kafka',
    mutate: (r) => (statement(r, 'sqs:SendMessage').Action = 'sqs:GetQueueUrl'),
    caughtBy: 'the function may do what it must',
  },
  {
    title: 'a rule that says no group',
    of: 'kafka',
    mutate: (r) => delete properties(r, 'ChangesRule').Targets[0].SqsParameters,
    caughtBy: 'events of a user stay in order, and one that comes twice is one',
  },
  {
    title: 'a FIFO queue that takes nothing of EventBridge',
    of: 'kafka',
    mutate: (r) => delete properties(r, 'Queue').ContentBasedDeduplication,
    caughtBy: 'events of a user stay in order, and one that comes twice is one',
  },
  {
    title: 'a dead-letter queue of another kind than its queue',
    of: 'kafka',
    mutate: (r) => delete properties(r, 'DeadLetterQueue').FifoQueue,
    caughtBy: 'what fails goes to a dead-letter queue, and stays',
  },
  {
    title: 'a rule whose dead-letter queue is FIFO',
    of: 'kafka',
    mutate: (r) =>
      (properties(r, 'FailedCallsRule').Targets[0].DeadLetterConfig.Arn = { 'Fn::GetAtt': ['DeadLetterQueue', 'Arn'] }),
    caughtBy: 'what fails goes to a dead-letter queue, and stays',
  },
  {
    title: 'messages of a FIFO queue that come back while they are worked on',
    of: 'kafka',
    mutate: (r) => (properties(r, 'Queue').VisibilityTimeout = 30),
    caughtBy: 'the function reads batches and answers for each message',
  },
  {
    title: 'a rule of CloudTrail’s events on another bus',
    of: 'kafka',
    mutate: (r) => (properties(r, 'ChangesRule').EventBusName = 'own'),
    caughtBy: 'rules are on, on one bus each, and pass the whole event',
  },
  {
    title: 'sign-outs that no rule takes',
    of: 'kafka',
    mutate: (r) => properties(r, 'ChangesRule').EventPattern.detail.eventName.shift(),
    caughtBy: 'each code has one rule',
  },
  {
    title: 'a rule of CloudTrail’s events that may not send',
    of: 'kafka',
    mutate: (r) => sourceArns(r).pop(),
    caughtBy: 'every rule may send to each of its queues',
  },
  {
    title: 'any user pool calls the triggers',
    of: 'kafka',
    mutate: (r) => delete properties(r, 'TriggerPermission').SourceArn,
    caughtBy: 'the user pool may call the function of the triggers, and nobody else of Cognito',
  },
  {
    title: 'user pools of other accounts call the triggers',
    of: 'kafka',
    mutate: (r) => delete properties(r, 'TriggerPermission').SourceAccount,
    caughtBy: 'the user pool may call the function of the triggers, and nobody else of Cognito',
  },
  {
    title: 'the user pool may not call the triggers',
    of: 'kafka',
    mutate: (r) => delete r.TriggerPermission,
    caughtBy: 'the user pool may call the function of the triggers, and nobody else of Cognito',
  },
  {
    title: 'any log group calls the triggers',
    of: 'kafka, straight to MSK',
    mutate: (r) => (properties(r, 'LogExportPermission').SourceArn = '*'),
    caughtBy: 'the user pool may call the function of the triggers, and nobody else of Cognito',
  },
  {
    title: 'the triggers may not send',
    of: 'kafka',
    mutate: (r) => (statement(r, 'sqs:SendMessage', 'TriggerFunctionRole').Action = 'sqs:GetQueueUrl'),
    caughtBy: 'the function of the triggers may hand over its events, and nothing else',
  },
  {
    title: 'the triggers may do anything with the queue',
    of: 'kafka',
    mutate: (r) => (statement(r, 'sqs:SendMessage', 'TriggerFunctionRole').Action = 'sqs:*'),
    caughtBy: 'the function of the triggers may hand over its events, and nothing else',
  },
  {
    title: 'the triggers may not use the queue’s key',
    of: 'kafka, straight to MSK',
    mutate: (r) => (statement(r, 'kms:GenerateDataKey', 'TriggerFunctionRole').Action = 'kms:Decrypt'),
    caughtBy: 'the function of the triggers may hand over its events, and nothing else',
  },
  {
    title: 'the triggers may not hand over new users',
    of: 'kafka, straight to MSK',
    mutate: (r) => {
      const all: any[] = properties(r, 'TriggerFunctionRole').Policies[0].PolicyDocument.Statement;
      all.find(({ Resource }) => Resource === usersQueueArn).Action = 'sqs:GetQueueUrl';
    },
    caughtBy: 'the function of the triggers may hand over its events, and nothing else',
  },
  {
    title: 'a rule to which EventBridge gives no calls that only read, and that names one',
    of: 'kafka',
    mutate: (r) => (properties(r, 'FailedCallsRule').State = 'ENABLED'),
    caughtBy: 'rules are on, on one bus each, and pass the whole event',
  },
  {
    title: 'the triggers answer after Cognito has given up',
    of: 'kafka',
    mutate: (r) => (properties(r, 'TriggerFunction').Environment.Variables.DEADLINE_MS = '6000'),
    caughtBy: 'the function of the triggers may hand over its events, and nothing else',
  },
  {
    title: 'triggers straight to Kafka that do not know it',
    of: 'kafka',
    mutate: (r) => (properties(r, 'TriggerFunction').Environment.Variables.SEND = 'direct'),
    caughtBy: 'the function of the triggers may hand over its events, and nothing else',
  },
  {
    title: 'the function may not write idempotently',
    of: 'kafka, straight to MSK',
    mutate: (r) => (statement(r, 'kafka-cluster:Connect').Action = ['kafka-cluster:Connect']),
    caughtBy: 'the function may do what it must',
  },
  {
    title: 'the function may write to every topic',
    of: 'kafka, straight to MSK',
    mutate: (r) => (statement(r, 'kafka-cluster:WriteData').Resource = '*'),
    caughtBy: 'the function may do nothing else',
  },
  {
    title: 'the function may do anything in the cluster',
    of: 'kafka, straight to MSK',
    mutate: (r) => (statement(r, 'kafka-cluster:WriteData').Action = 'kafka-cluster:*'),
    caughtBy: 'the function may do nothing else',
  },
  {
    title: 'the function may read every secret',
    of: 'kafka, by SCRAM',
    mutate: (r) => (statement(r, 'secretsmanager:GetSecretValue').Resource = '*'),
    caughtBy: 'the function may do nothing else',
  },
  {
    title: 'the function may not use the key of its secret',
    of: 'kafka, by SCRAM',
    mutate: (r) => (statement(r, 'kms:Decrypt').Action = 'kms:DescribeKey'),
    caughtBy: 'the function may do what it must',
  },
  {
    title: 'a function in a VPC without network interfaces',
    of: 'kafka, by SCRAM',
    mutate: (r) => (statement(r, 'ec2:CreateNetworkInterface').Action = 'ec2:DescribeSubnets'),
    caughtBy: 'the function may do what it must',
  },
  {
    title: 'no alarm on events that are lost',
    of: 'kafka',
    mutate: (r) => delete r.LostAlarm,
    caughtBy: 'alarms watch dead letters and the age of messages',
  },
  {
    title: 'no alarm on events that may be lost',
    of: 'kafka',
    mutate: (r) => delete r.LateAlarm,
    caughtBy: 'alarms watch dead letters and the age of messages',
  },
  {
    title: 'no alarm on what EventBridge cannot deliver',
    of: 'kafka',
    mutate: (r) => delete r.UndeliveredAlarm,
    caughtBy: 'alarms watch dead letters and the age of messages',
  },
  {
    title: 'a function of the triggers that logs for ever',
    of: 'kafka',
    mutate: (r) => delete properties(r, 'TriggerFunctionLogGroup').RetentionInDays,
    caughtBy: 'the function runs where it was bundled for, and leaves traces and logs that end',
  },
  {
    title: 'an alarm that notifies nobody, beside one that does',
    of: 'events, with a topic',
    mutate: (r) => delete properties(r, 'AgeAlarm').AlarmActions,
    caughtBy: 'alarms watch dead letters and the age of messages',
  },
  {
    title: 'an alarm that does not act',
    of: 'events, with a topic',
    mutate: (r) => (properties(r, 'DeadLetterAlarm').ActionsEnabled = false),
    caughtBy: 'alarms watch dead letters and the age of messages',
  },
  {
    title: 'no alarm on users who are lost',
    of: 'Cognito users',
    mutate: (r) => delete r['LostAlarm'],
    caughtBy: 'alarms watch dead letters and the age of messages',
  },
  {
    title: 'an alarm on the lost users of another function',
    of: 'Cognito users',
    mutate: (r) => (properties(r, 'LostAlarm').Dimensions[0].Value = 'auth0-users-to-dynamodb'),
    caughtBy: 'alarms watch dead letters and the age of messages',
  },
  {
    title: 'no way to leave a user to the queue',
    of: 'Cognito users',
    mutate: (r) => statements(r).splice(statements(r).indexOf(statement(r, 'sqs:SendMessage')), 1),
    caughtBy: 'the function may do what it must',
  },
  {
    title: 'no way to encrypt what goes to the queue',
    of: 'Cognito users, with a key',
    mutate: (r) => statements(r).splice(statements(r).indexOf(statement(r, 'kms:GenerateDataKey')), 1),
    caughtBy: 'the function may do what it must',
  },
  {
    title: 'no way to write the second table',
    of: 'Cognito users',
    mutate: (r) => {
      const all = statements(r).filter(({ Action }) => Action === 'dynamodb:PutItem');
      statements(r).splice(statements(r).indexOf(all[1]), 1);
    },
    caughtBy: 'the function may do what it must',
  },
  {
    title: 'users may be read and changed',
    of: 'Cognito users',
    mutate: (r) =>
      (statement(r, 'dynamodb:PutItem').Action = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:GetItem']),
    caughtBy: 'the function may do nothing else',
  },
  {
    title: 'a message may go to any queue',
    of: 'Cognito users',
    mutate: (r) => (statement(r, 'sqs:SendMessage').Resource = '*'),
    caughtBy: 'the function may do nothing else',
  },
  {
    title: 'no permission for the user pool: every sign-up is refused',
    of: 'Cognito users',
    mutate: (r) => delete r['TriggerPermission'],
    caughtBy: 'the user pool alone may call the function, which answers it in time',
  },
  {
    title: 'any user pool of anybody may call',
    of: 'Cognito users',
    mutate: (r) => delete properties(r, 'TriggerPermission').SourceArn,
    caughtBy: 'the user pool alone may call the function, which answers it in time',
  },
  {
    title: 'anybody may call',
    of: 'Cognito users',
    mutate: (r) => (properties(r, 'TriggerPermission').Principal = '*'),
    caughtBy: 'the user pool alone may call the function, which answers it in time',
  },
  {
    title: 'an answer after Cognito has stopped waiting',
    of: 'Cognito users',
    mutate: (r) => (properties(r, 'Function').Environment.Variables.DEADLINE_MS = '9000'),
    caughtBy: 'the user pool alone may call the function, which answers it in time',
  },
  {
    title: 'what is left to the queue goes to the dead letters',
    of: 'Cognito users',
    mutate: (r) => (properties(r, 'Function').Environment.Variables.QUEUE_URL = { Ref: 'DeadLetterQueue' }),
    caughtBy: 'the function writes to what is deployed, and Athena reads there',
  },
  {
    title: 'both rows into one table',
    of: 'Cognito users',
    mutate: (r) => (properties(r, 'Function').Environment.Variables.PROFILE_TABLE = { Ref: 'Table' }),
    caughtBy: 'the function writes to what is deployed, and Athena reads there',
  },
];
