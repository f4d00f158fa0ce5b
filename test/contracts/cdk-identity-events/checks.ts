import { decide } from '../cdk/simulate.ts';
import { clusterArn, keyArn, secretArn, userPoolArn, userPoolId, usersQueueArn } from './cases.ts';
import { account, region, serviceMay, type Deployed, type Deployment, type Policy, type Values } from './deployment.ts';
import { findProblems } from '../cdk/findProblems.ts';

/** What is wrong with a deployment, in words; nothing when all is right. */
type Check = (deployment: Deployment) => string[] | Promise<string[]>;

const when = (holds: boolean, problem: string): string[] => (holds ? [problem] : []);
const all = async <T>(items: readonly T[], find: (item: T) => Promise<string[]>): Promise<string[]> =>
  (await Promise.all(items.map(find))).flat();
const list = (value: unknown): Values[] => (value ?? []) as Values[];
const EVENTS = 'events.amazonaws.com';
const COGNITO = 'cognito-idp.amazonaws.com';
/** Milliseconds. */
const COGNITO_WAITS = 5000;
const FOURTEEN_DAYS = 14 * 24 * 3600;

const rulesOf = ({ ofType }: Deployment): Deployed[] => ofType('AWS::Events::Rule');
const targetsOf = (rule: Deployed): Values[] => list(rule.properties['Targets']);
/** EventBridge leaves out calls that seem to read only, unless a rule asks for them. */
const stateOf = ({ properties }: Deployed): string => {
  const { eventName } = ((properties['EventPattern'] as Values)['detail'] ?? {}) as { eventName?: string[] };
  const reads = eventName?.some((call) => /^(Get|List|Describe)/.test(call));
  return reads ? 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' : 'ENABLED';
};
/** The function that reads the queue. */
const functionOf = ({ ofType, find }: Deployment): Deployed | undefined =>
  find(ofType('AWS::Lambda::EventSourceMapping')[0]?.properties['FunctionName']) ?? ofType('AWS::Lambda::Function')[0];
const isFifo = (queue: Deployed | undefined): boolean => queue?.properties['FifoQueue'] === true;
const environmentOf = (deployment: Deployment, fn = functionOf(deployment)): Record<string, string> =>
  ((fn?.properties['Environment'] as Values | undefined)?.['Variables'] ?? {}) as never;
const queuePolicy = ({ ofType }: Deployment, queue: Deployed): Policy | undefined =>
  ofType('AWS::SQS::QueuePolicy').find(({ properties }) => (properties['Queues'] as unknown[]).includes(queue.id))
    ?.properties['PolicyDocument'] as Policy | undefined;
/** The queue that the function reads. */
const mainQueue = ({ ofType, find }: Deployment): Deployed | undefined =>
  find(ofType('AWS::Lambda::EventSourceMapping')[0]?.properties['EventSourceArn']);
const policiesOf = (role: Deployed): Policy[] =>
  list(role.properties['Policies']).map(({ PolicyDocument }) => PolicyDocument as Policy);
/** Keys that exist elsewhere leave it to the account's policies who uses them, as keys do by default. */
const DELEGATES: Policy = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*', Resource: '*' }],
};
const mayRole = ({ find }: Deployment, role: Deployed, action: string, resource: string, owner = account) =>
  decide({
    roleArn: role.arn,
    identityPolicies: policiesOf(role),
    resourcePolicy: action.startsWith('kms:')
      ? ((find(resource)?.properties['KeyPolicy'] as Policy | undefined) ?? DELEGATES)
      : undefined,
    action,
    resource,
    owner,
  });

const deadLettersOf = (deployment: Deployment): string => deployment.find('DeadLetterQueue')?.arn ?? '';

/** What the function of a pipeline must be able to do, as actions on ARNs. */
function needs(deployment: Deployment): [action: string, resource: string][] {
  const { BUCKET, PREFIX, TABLE, PROFILE_TABLE, QUEUE_URL } = environmentOf(deployment);
  const queue = mainQueue(deployment)?.arn ?? '';
  const usesKey =
    BUCKET === 'data-lake' ? ['kms:GenerateDataKey'] : TABLE === 'Users' ? ['kms:Decrypt', 'kms:GenerateDataKey'] : [];
  const key = deployment.ofType('AWS::KMS::Key')[0];
  const logging = functionOf(deployment)?.properties['LoggingConfig'] as Values | undefined;
  const logs = deployment.find(logging?.['LogGroup'])?.arn.replace(/\*$/, 'log-stream:2026') ?? '';
  return [
    ...['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map((verb): [string, string] => [
      `sqs:${verb}`,
      queue,
    ]),
    ...(key ? [['kms:Decrypt', key.arn] as [string, string]] : []),
    // A trigger's function leaves to the queue what it cannot do.
    ...(QUEUE_URL === undefined ? [] : [['sqs:SendMessage', queue] as [string, string]]),
    ...(QUEUE_URL !== undefined && key ? [['kms:GenerateDataKey', key.arn] as [string, string]] : []),
    // One that reads a FIFO queue sends on what would block a group.
    ...(isFifo(mainQueue(deployment)) ? [['sqs:SendMessage', deadLettersOf(deployment)] as [string, string]] : []),
    ...(isFifo(mainQueue(deployment)) && key ? [['kms:GenerateDataKey', key.arn] as [string, string]] : []),
    // What exists already has a key in the cases.
    ...usesKey.map((action): [string, string] => [action, keyArn]),
    ...(BUCKET === undefined
      ? []
      : ['csv', 'parquet'].map((format): [string, string] => [
          's3:PutObject',
          `arn:aws:s3:::${BUCKET}/${PREFIX}/${format}/day=2026-11-26/a.${format}`,
        ])),
    ...(TABLE === undefined ? [] : [['dynamodb:PutItem', tableArn(TABLE)] as [string, string]]),
    ...(TABLE === undefined || QUEUE_URL !== undefined
      ? []
      : [['dynamodb:UpdateItem', tableArn(TABLE)] as [string, string]]),
    ...(PROFILE_TABLE === undefined ? [] : [['dynamodb:PutItem', tableArn(PROFILE_TABLE)] as [string, string]]),
    ...writesToKafka(environmentOf(deployment)),
    ...inNetwork(functionOf(deployment)),
    ['logs:CreateLogStream', logs],
    ['logs:PutLogEvents', logs],
    ['xray:PutTraceSegments', '*'],
    ['xray:PutTelemetryRecords', '*'],
  ];
}

/** What the function of the triggers must be able to do. */
function needsOfTriggers(deployment: Deployment, fn: Deployed): [action: string, resource: string][] {
  const key = deployment.ofType('AWS::KMS::Key')[0]?.arn;
  const environment = environmentOf(deployment, fn);
  return [
    ['sqs:SendMessage', mainQueue(deployment)?.arn ?? ''],
    ...(key === undefined
      ? []
      : [['kms:Decrypt', key] as [string, string], ['kms:GenerateDataKey', key] as [string, string]]),
    ...writesToKafka(environment),
    ...inNetwork(fn),
    // In the cases, the queue of the users has a key of its own.
    ...(environment['USERS_QUEUE_URL'] === undefined
      ? []
      : ([
          ['sqs:SendMessage', usersQueueArn],
          ['kms:Decrypt', keyArn],
          ['kms:GenerateDataKey', keyArn],
        ] as [string, string][])),
    ['xray:PutTraceSegments', '*'],
  ];
}

/** All that a role of a function allows, whatever it is for. */
function closedList(deployment: Deployment, role: Deployed): Set<string> {
  if (role.id === 'ForwardRole') return new Set(['events:PutEvents']);
  const fn = deployment
    .ofType('AWS::Lambda::Function')
    .find(({ properties }) => deployment.find(properties['Role']) === role);
  const own = fn && fn.id === 'TriggerFunction' ? needsOfTriggers(deployment, fn) : needs(deployment);
  return new Set([
    ...own.map(([action]) => action),
    ...['logs:CreateLogStream', 'logs:PutLogEvents', 'xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
    // https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
    ...(inNetwork(fn).length === 0
      ? []
      : ['DescribeSubnets', 'AssignPrivateIpAddresses', 'UnassignPrivateIpAddresses'].map((verb) => `ec2:${verb}`)),
  ]);
}

const topicArnOf = (topic: string): string => `${clusterArn.replace(':cluster/', ':topic/')}/${topic}`;

/** What it takes to write to a topic as the environment says. */
function writesToKafka({ TOPIC, AUTH, SECRET_ARN }: Record<string, string>): [action: string, resource: string][] {
  if (AUTH === 'iam') {
    return [
      ['kafka-cluster:Connect', clusterArn],
      ['kafka-cluster:WriteDataIdempotently', clusterArn],
      ['kafka-cluster:DescribeTopic', topicArnOf(TOPIC!)],
      ['kafka-cluster:WriteData', topicArnOf(TOPIC!)],
    ];
  }
  if (SECRET_ARN === undefined) return [];
  // In the cases, only the secret of SCRAM has a key of its own.
  const key: [string, string][] = AUTH === 'scram' ? [['kms:Decrypt', keyArn]] : [];
  return [['secretsmanager:GetSecretValue', secretArn], ...key];
}

const inNetwork = (fn: Deployed | undefined): [action: string, resource: string][] =>
  fn?.properties['VpcConfig'] === undefined
    ? []
    : [
        ['ec2:DescribeNetworkInterfaces', '*'],
        ...['CreateNetworkInterface', 'DeleteNetworkInterface'].map((verb): [string, string] => [
          `ec2:${verb}`,
          `arn:aws:ec2:${region}:${account}:network-interface/eni-0a1b2c3d`,
        ]),
      ];

/** What nobody who writes to a topic needs. */
const KAFKA_EXCESSES: [action: string, resource: string][] = [
  ...['CreateTopic', 'DeleteTopic', 'AlterTopic', 'ReadData'].map((verb): [string, string] => [
    `kafka-cluster:${verb}`,
    topicArnOf('identity-events'),
  ]),
  ['kafka-cluster:AlterCluster', clusterArn],
  ['kafka-cluster:WriteData', topicArnOf('other')],
  ['kafka-cluster:Connect', clusterArn.replace('/shop/', '/other/')],
  ['secretsmanager:GetSecretValue', secretArn.replace('identity', 'other')],
  ['secretsmanager:PutSecretValue', secretArn],
];

const tableArn = (name: string): string => `arn:aws:dynamodb:${region}:${account}:table/${name}`;

/** What nobody needs. */
function excesses(deployment: Deployment): [action: string, resource: string][] {
  const { BUCKET = 'data-lake', PREFIX = 'p', TABLE = 'Users', QUEUE_URL } = environmentOf(deployment);
  const queue = mainQueue(deployment)?.arn ?? '';
  const dead = deployment.find('DeadLetterQueue')?.arn ?? '';
  const object = `arn:aws:s3:::${BUCKET}/${PREFIX}/csv/day=2026-11-26/a.csv`;
  const key = deployment.ofType('AWS::KMS::Key')[0]?.arn ?? '';
  const other = `arn:aws:kms:${region}:${account}:key/ffffffff-6d3c-4f7e-9a70-5b0c6a1f2d3e`;
  return [
    ...(QUEUE_URL === undefined ? [['sqs:SendMessage', queue] as [string, string]] : []),
    ...(QUEUE_URL === undefined ? [] : [['dynamodb:UpdateItem', tableArn(TABLE)] as [string, string]]),
    ...(isFifo(mainQueue(deployment)) ? [] : [['sqs:SendMessage', dead] as [string, string]]),
    ['sqs:SendMessage', `${queue}2`],
    ...['PurgeQueue', 'SetQueueAttributes', 'DeleteQueue'].map((verb): [string, string] => [`sqs:${verb}`, queue]),
    ['sqs:ReceiveMessage', dead],
    ['sqs:DeleteMessage', dead],
    ['sqs:ReceiveMessage', `${queue}2`],
    ...['GetObject', 'DeleteObject', 'PutObjectAcl', 'GetObjectVersion'].map((verb): [string, string] => [
      `s3:${verb}`,
      object,
    ]),
    ['s3:ListBucket', `arn:aws:s3:::${BUCKET}`],
    ['s3:PutBucketPolicy', `arn:aws:s3:::${BUCKET}`],
    ['s3:PutObject', `arn:aws:s3:::${BUCKET}/other/a.csv`],
    ['s3:PutObject', `arn:aws:s3:::${BUCKET}/${PREFIX}2/a.csv`],
    ['s3:PutObject', `arn:aws:s3:::${BUCKET}2/${PREFIX}/a.csv`],
    ...['GetItem', 'Query', 'Scan', 'DeleteItem', 'BatchWriteItem', 'DeleteTable', 'UpdateTable'].map(
      (verb): [string, string] => [`dynamodb:${verb}`, tableArn(TABLE)],
    ),
    ['dynamodb:PutItem', tableArn(`${TABLE}2`)],
    ['dynamodb:UpdateItem', tableArn(`${TABLE}2`)],
    ['logs:PutLogEvents', `arn:aws:logs:${region}:${account}:log-group:other:log-stream:a`],
    ['logs:CreateLogGroup', `arn:aws:logs:${region}:${account}:log-group:other`],
    ['logs:DeleteLogGroup', `arn:aws:logs:${region}:${account}:log-group:LogGroup`],
    ...(key === ''
      ? []
      : ([
          ['kms:Encrypt', key],
          ['kms:ScheduleKeyDeletion', key],
        ] as [string, string][])),
    ['kms:Decrypt', other],
    ['events:PutEvents', `arn:aws:events:${region}:${account}:event-bus/default`],
    ['lambda:InvokeFunction', `arn:aws:lambda:${region}:${account}:function:Function`],
    ['sts:AssumeRole', `arn:aws:iam::${account}:role/Admin`],
    ['iam:PassRole', `arn:aws:iam::${account}:role/Admin`],
    ['secretsmanager:GetSecretValue', `arn:aws:secretsmanager:${region}:${account}:secret:a`],
    ...KAFKA_EXCESSES,
  ];
}

export const checks = {
  // The known trap of the public sample: only one of its four rules may invoke the function.
  'every rule may send to each of its queues': (deployment) =>
    all(rulesOf(deployment), async (rule) => {
      const arns = targetsOf(rule).flatMap(({ Arn, DeadLetterConfig }) => [Arn, (DeadLetterConfig as Values)['Arn']]);
      const queues = arns.map(deployment.find).filter((found) => found?.type === 'AWS::SQS::Queue');
      return [
        ...when(queues.length === 0, `${rule.id} sends to no queue`),
        ...(await all(queues, async (queue) => {
          const verdict = await serviceMay(EVENTS, 'sqs:SendMessage', queue!.arn, queuePolicy(deployment, queue!), {
            'aws:SourceArn': rule.arn,
            'aws:SecureTransport': 'true',
          });
          return when(verdict !== 'allow', `${rule.id} to ${queue!.id}: ${verdict}`);
        })),
      ];
    }),

  'nothing else may send': (deployment) =>
    all(deployment.ofType('AWS::SQS::Queue'), async (queue) => {
      const policy = queuePolicy(deployment, queue);
      const rule = rulesOf(deployment)[0]?.arn ?? `arn:aws:events:${region}:${account}:rule/bus/any`;
      const attempts: [string, string, string, string][] = [
        ['another rule of the bus', EVENTS, 'sqs:SendMessage', `${rule}2`],
        ['a rule of another bus', EVENTS, 'sqs:SendMessage', `arn:aws:events:${region}:${account}:rule/Own`],
        ['a rule of another account', EVENTS, 'sqs:SendMessage', rule.replace(account, '999999999999')],
        ['a rule of another region', EVENTS, 'sqs:SendMessage', rule.replace(region, 'eu-west-1')],
        ['a bucket', 's3.amazonaws.com', 'sqs:SendMessage', 'arn:aws:s3:::any'],
        ['a topic', 'sns.amazonaws.com', 'sqs:SendMessage', `arn:aws:sns:${region}:${account}:any`],
        ['the rule, to read', EVENTS, 'sqs:ReceiveMessage', rule],
      ];
      return all(attempts, async ([what, service, action, source]) => {
        const context = { 'aws:SourceArn': source, 'aws:SecureTransport': 'true' };
        const verdict = await serviceMay(service, action, queue.arn, policy, context);
        return when(verdict === 'allow', `${what} may use ${queue.id}`);
      });
    }),

  'nobody uses a queue or the bucket without TLS': (deployment) => {
    const everything = [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }];
    const resources: [Deployed, Policy | undefined, string, string][] = [
      ...deployment
        .ofType('AWS::SQS::Queue')
        .map((queue): [Deployed, Policy | undefined, string, string] => [
          queue,
          queuePolicy(deployment, queue),
          'sqs:ReceiveMessage',
          queue.arn,
        ]),
      ...deployment
        .ofType('AWS::S3::Bucket')
        .map((bucket): [Deployed, Policy | undefined, string, string] => [
          bucket,
          deployment.ofType('AWS::S3::BucketPolicy').find(({ properties }) => properties['Bucket'] === bucket.id)
            ?.properties['PolicyDocument'] as Policy | undefined,
          's3:GetObject',
          `${bucket.arn}/a`,
        ]),
    ];
    return all(resources, async ([{ id }, resourcePolicy, action, resource]) => {
      const verdict = await decide({
        roleArn: `arn:aws:iam::${account}:role/Admin`,
        identityPolicies: everything,
        resourcePolicy,
        action,
        resource,
        context: { 'aws:SecureTransport': 'false' },
      });
      return when(verdict !== 'deny', `${action} on ${id} without TLS: ${verdict}`);
    });
  },

  'rules are on, on one bus each, and pass the whole event': (deployment) => {
    const own = deployment.ofType('AWS::Events::EventBus')[0];
    const ofCognito = environmentOf(deployment)['TOPIC'] !== undefined;
    return rulesOf(deployment).flatMap((rule) => {
      const { State, EventBusName, EventPattern } = rule.properties;
      const [source] = ((EventPattern as Values)['source'] ?? []) as string[];
      // CloudTrail's events are on the default bus, which a rule does not name.
      const bus = ofCognito ? undefined : (own?.id ?? source);
      const expected = ofCognito ? /^aws\.cognito-idp$/ : /^aws\.partner\/auth0\.com\//;
      return [
        ...when(State !== stateOf(rule), `${rule.id} is ${State}`),
        ...when(EventBusName !== bus, `${rule.id} is on ${String(EventBusName)}`),
        ...when(!expected.test(String(source)), `${rule.id} takes events of ${source}`),
        ...targetsOf(rule).flatMap((target) =>
          when(
            ['Input', 'InputPath', 'InputTransformer'].some((key) => key in target),
            `${rule.id} passes a part of the event`,
          ),
        ),
      ];
    });
  },

  'each code has one rule': (deployment) => {
    const codes = rulesOf(deployment).flatMap(({ properties }) => {
      const detail = (properties['EventPattern'] as Values)['detail'] as Values | undefined;
      return (detail?.['data'] as Values | undefined)?.['type'] ?? detail?.['eventName'] ?? [];
    }) as string[];
    const { BUCKET, TOPIC } = environmentOf(deployment);
    const expected =
      BUCKET !== undefined
        ? ['s', 'ss', 'slo', 'fs', 'f', 'fp', 'fu', 'flo']
        : TOPIC !== undefined && codes.length > 0
          ? ['GlobalSignOut', 'RevokeToken', 'Logout_GET', 'AdminCreateUser', 'InitiateAuth', 'Login_POST']
          : [];
    return [
      ...codes.filter((code, i) => codes.indexOf(code) !== i).map((code) => `${code} has two`),
      ...expected.filter((code) => !codes.includes(code)).map((code) => `${code} has none`),
    ];
  },

  'the function may do what it must': (deployment) => {
    const fn = functionOf(deployment);
    if (!fn) return [];
    const role = deployment.find(fn.properties['Role']);
    if (!role) return ['it has no role of its own'];
    return all(needs(deployment), async ([action, resource]) => {
      const verdict = await mayRole(deployment, role, action, resource);
      return when(verdict !== 'allow', `${action} on ${resource}: ${verdict}`);
    });
  },

  'the function may do nothing else': (deployment) => {
    const fn = functionOf(deployment);
    const role = fn && deployment.find(fn.properties['Role']);
    if (!role) return [];
    return all(excesses(deployment), async ([action, resource]) => {
      const verdict = await mayRole(deployment, role, action, resource);
      return [
        ...when(verdict === 'allow', `it may ${action} on ${resource}`),
        ...when('ManagedPolicyArns' in role.properties, 'it has managed policies'),
      ];
    });
  },

  'each role has the actions of its work, and no other': (deployment) =>
    deployment.ofType('AWS::IAM::Role').flatMap((role) => {
      const statements = policiesOf(role).flatMap(({ Statement }) => list(Statement));
      const actions = new Set(statements.flatMap(({ Action }) => Action as string | string[]));
      const expected = closedList(deployment, role);
      return [
        ...[...actions].filter((one) => !expected.has(one)).map((one) => `${role.id} may ${one}`),
        ...[...expected].filter((one) => !actions.has(one)).map((one) => `${role.id} may not ${one}`),
      ];
    }),

  'only its service assumes a role': (deployment) =>
    all(deployment.ofType('AWS::IAM::Role'), async (role) => {
      const own = role.id === 'ForwardRole' ? EVENTS : 'lambda.amazonaws.com';
      const trust = role.properties['AssumeRolePolicyDocument'] as Policy;
      const others = [EVENTS, 'lambda.amazonaws.com', 'ec2.amazonaws.com', `arn:aws:iam::${account}:role/Any`];
      const may = (principal: string) => serviceMay(principal, 'sts:AssumeRole', role.arn, trust);
      return [
        ...when((await may(own)) !== 'allow', `${own} does not get ${role.id}`),
        ...(await all(
          others.filter((principal) => principal !== own),
          async (principal) => when((await may(principal)) === 'allow', `${principal} gets ${role.id}`),
        )),
      ];
    }),

  'the function reads batches and answers for each message': (deployment) => {
    const fn = functionOf(deployment);
    if (!fn) return [];
    const mapping = deployment.ofType('AWS::Lambda::EventSourceMapping')[0]?.properties;
    const queue = mainQueue(deployment);
    if (!mapping || !queue) return ['nothing reads the queue'];
    const { FunctionName, FunctionResponseTypes, BatchSize, MaximumBatchingWindowInSeconds } = mapping;
    const timeout = Number(fn.properties['Timeout']);
    // Lambda takes ten messages of a FIFO queue, and waits for no more.
    const window = isFifo(queue) ? 0 : Number(MaximumBatchingWindowInSeconds);
    const least = 6 * timeout + window;
    return [
      ...when(FunctionName !== fn.id, `${FunctionName} reads it`),
      ...when(!list(FunctionResponseTypes).includes('ReportBatchItemFailures' as never), 'one failure fails its batch'),
      ...when(Number(BatchSize) < 10 || !(isFifo(queue) || window >= 1), 'batches are small'),
      ...when(Number(queue.properties['VisibilityTimeout']) < least, `messages come back before ${least} s`),
      ...rulesOf(deployment).flatMap((rule) =>
        when(!targetsOf(rule).some(({ Arn }) => Arn === queue.arn), `${rule.id} sends to another queue`),
      ),
    ];
  },

  'what fails goes to a dead-letter queue, and stays': (deployment) => {
    const dead = deployment.find('DeadLetterQueue');
    if (!dead) return ['there is none'];
    const queue = mainQueue(deployment);
    const redrive = queue?.properties['RedrivePolicy'] as Values | undefined;
    // EventBridge cannot use a FIFO queue for what it cannot deliver.
    const undelivered = isFifo(queue) ? deployment.find('UndeliveredQueue') : dead;
    return [
      ...when(isFifo(queue) !== isFifo(dead), 'SQS moves nothing between a FIFO queue and another'),
      ...when(isFifo(undelivered) && rulesOf(deployment).length > 0, 'EventBridge has only a FIFO queue'),
      ...when(queue !== undefined && redrive?.['deadLetterTargetArn'] !== dead.arn, 'messages that fail are dropped'),
      ...when(queue !== undefined && !(Number(redrive?.['maxReceiveCount']) >= 5), 'messages get too few tries'),
      ...when(Number(dead.properties['MessageRetentionPeriod']) !== FOURTEEN_DAYS, 'it forgets too soon'),
      ...rulesOf(deployment).flatMap((rule) =>
        targetsOf(rule).flatMap(({ DeadLetterConfig }) =>
          when(
            (DeadLetterConfig as Values | undefined)?.['Arn'] !== undelivered?.arn,
            `${rule.id} drops what it cannot deliver`,
          ),
        ),
      ),
    ];
  },

  'queues are encrypted, with a key that EventBridge may use': (deployment) =>
    all(deployment.ofType('AWS::SQS::Queue'), async ({ id, properties }) => {
      const { SqsManagedSseEnabled, KmsMasterKeyId } = properties;
      if (KmsMasterKeyId === undefined) return when(SqsManagedSseEnabled !== true, `${id} is not encrypted`);
      const key = deployment.find(KmsMasterKeyId);
      if (key?.type !== 'AWS::KMS::Key') return [`${id} has the key ${KmsMasterKeyId}`];
      const policy = key.properties['KeyPolicy'] as Policy;
      const may = (action: string, owner: string) =>
        serviceMay(EVENTS, action, key.arn, policy, { 'aws:SourceAccount': owner });
      const sends = rulesOf(deployment).length > 0;
      return [
        ...when(key.properties['EnableKeyRotation'] !== true, 'the key does not rotate'),
        ...(await all(['kms:Decrypt', 'kms:GenerateDataKey'], async (action) => [
          ...when(sends && (await may(action, account)) !== 'allow', `EventBridge may not ${action}`),
          ...when(!sends && (await may(action, account)) === 'allow', `EventBridge may ${action} for nothing`),
          ...when((await may(action, '999999999999')) === 'allow', `EventBridge may ${action} for another account`),
        ])),
        ...when((await may('kms:ScheduleKeyDeletion', account)) === 'allow', 'EventBridge may delete the key'),
      ];
    }),

  'alarms watch dead letters and the age of messages': (deployment) => {
    const alarm = (metric: string, queue: string): Deployed | undefined =>
      deployment
        .ofType('AWS::CloudWatch::Alarm')
        .find(
          ({ properties: { MetricName, Namespace, Dimensions } }) =>
            MetricName === metric &&
            Namespace === 'AWS/SQS' &&
            list(Dimensions).some(({ Name, Value }) => Name === 'QueueName' && Value === `${queue}.QueueName`),
        );
    const dead = alarm('ApproximateNumberOfMessagesVisible', 'DeadLetterQueue');
    const undelivered = alarm('ApproximateNumberOfMessagesVisible', 'UndeliveredQueue');
    const triggers = deployment.find('TriggerFunction');
    const queue = mainQueue(deployment);
    const age = queue && alarm('ApproximateAgeOfOldestMessage', queue.id);
    const alarms = deployment.ofType('AWS::CloudWatch::Alarm');
    const ofTriggers = (metric: string): Deployed | undefined =>
      alarms.find(
        ({ properties: { MetricName, Dimensions } }) =>
          MetricName === metric &&
          list(Dimensions).some(
            ({ Value }) => triggers && Value === environmentOf(deployment, triggers)['POWERTOOLS_SERVICE_NAME'],
          ),
      );
    const { QUEUE_URL, POWERTOOLS_SERVICE_NAME, POWERTOOLS_METRICS_NAMESPACE } = environmentOf(deployment);
    const lostUsers = alarms.find(({ properties }) => properties['MetricName'] === 'EventsLost')?.properties;
    const actions = alarms.map(({ properties }) => JSON.stringify(properties['AlarmActions'] ?? []));
    return [
      ...when(new Set(actions).size > 1, 'some notify, others do not'),
      ...alarms.flatMap(({ id, properties }) => when(properties['ActionsEnabled'] === false, `${id} does not act`)),
      ...when(
        QUEUE_URL !== undefined &&
          !(
            lostUsers?.['Namespace'] === POWERTOOLS_METRICS_NAMESPACE &&
            lostUsers?.['Threshold'] === 0 &&
            list(lostUsers?.['Dimensions']).some(
              ({ Name, Value }) => Name === 'service' && Value === POWERTOOLS_SERVICE_NAME,
            )
          ),
        'none on users who are lost',
      ),
      ...when(dead === undefined, 'none on dead letters'),
      ...when(
        deployment.find('UndeliveredQueue') !== undefined && undelivered === undefined,
        'none on what EventBridge cannot deliver',
      ),
      ...when(triggers !== undefined && ofTriggers('EventsFailed') === undefined, 'none on events that are lost'),
      ...when(triggers !== undefined && ofTriggers('EventsLate') === undefined, 'none on events that may be lost'),
      ...when(dead?.properties['Threshold'] !== 0, 'one dead letter is not enough'),
      ...when(queue !== undefined && age === undefined, 'none on the age'),
      ...[dead, age].flatMap((each) =>
        when(
          each !== undefined && each.properties['ComparisonOperator'] !== 'GreaterThanThreshold',
          `${each?.id} compares by ${each?.properties['ComparisonOperator']}`,
        ),
      ),
      ...[dead, age].flatMap((each) =>
        when(each !== undefined && each.properties['Statistic'] !== 'Maximum', `${each?.id} misses short peaks`),
      ),
    ];
  },

  'the function runs where it was bundled for, and leaves traces and logs that end': (deployment) =>
    deployment.ofType('AWS::Lambda::Function').flatMap(({ properties }) => {
      const { Runtime, Architectures, Handler, TracingConfig, LoggingConfig } = properties;
      const group = deployment.find((LoggingConfig as Values | undefined)?.['LogGroup']);
      return [
        ...when(Runtime !== 'nodejs24.x', `it runs on ${Runtime}`),
        ...when(String(Architectures) !== 'arm64', `it runs on ${String(Architectures)}`),
        ...when(Handler !== 'index.handler', `its handler is ${Handler}`),
        ...when((TracingConfig as Values | undefined)?.['Mode'] !== 'Active', 'it is not traced'),
        ...when(group?.type !== 'AWS::Logs::LogGroup', 'it logs to a group of its own making'),
        ...when(group !== undefined && !(Number(group.properties['RetentionInDays']) > 0), 'its log is kept for ever'),
      ];
    }),

  'what holds data is private, encrypted and stays': ({ ofType }) => [
    ...ofType('AWS::S3::Bucket').flatMap(({ properties, deletion }) => {
      const access = (properties['PublicAccessBlockConfiguration'] ?? {}) as Values;
      const names = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];
      return [
        ...names.flatMap((name) => when(access[name] !== true, `the bucket has no ${name}`)),
        ...when(properties['BucketEncryption'] === undefined, 'the bucket is not encrypted'),
        ...when(deletion !== 'Retain', 'the bucket goes with the stack'),
      ];
    }),
    ...ofType('AWS::DynamoDB::Table').flatMap(({ properties, deletion }) => {
      const recovery = properties['PointInTimeRecoverySpecification'] as Values | undefined;
      return [
        ...when(
          JSON.stringify(properties['KeySchema']) !== '[{"AttributeName":"user_id","KeyType":"HASH"}]',
          'its key',
        ),
        ...when(recovery?.['PointInTimeRecoveryEnabled'] !== true, 'the table cannot be recovered'),
        ...when((properties['SSESpecification'] as Values | undefined)?.['SSEEnabled'] !== true, 'no key with a trail'),
        ...when(deletion !== 'Retain', 'the table goes with the stack'),
        ...when(properties['DeletionProtectionEnabled'] !== true, 'the table can be deleted by mistake'),
      ];
    }),
  ],

  'the function writes to what is deployed, and Athena reads there': (deployment) => {
    if (!functionOf(deployment)) return [];
    const { BUCKET, PREFIX, FORMATS, TABLE, PROFILE_TABLE, QUEUE_URL, TOPIC, BROKERS } = environmentOf(deployment);
    const bucket = deployment.ofType('AWS::S3::Bucket')[0];
    const table = deployment.find('Table');
    const profiles = deployment.find('ProfileTable');
    const glue = deployment.find('EventsTable')?.properties['TableInput'] as Values | undefined;
    const parameters = glue?.['Parameters'] as Record<string, string> | undefined;
    const location = (glue?.['StorageDescriptor'] as Values | undefined)?.['Location'];
    return [
      ...when(bucket !== undefined && BUCKET !== bucket.id, `it is told the bucket ${BUCKET}`),
      ...when(table !== undefined && TABLE !== table.id, `it is told the table ${TABLE}`),
      ...when(
        [BUCKET, TABLE, TOPIC].every((one) => one === undefined),
        'it is told nothing',
      ),
      ...when(TOPIC !== undefined && !/^[\w.,:-]+:\d+$/.test(BROKERS ?? ''), `it is told the brokers ${BROKERS}`),
      ...when(profiles !== undefined && PROFILE_TABLE !== profiles.id, `it is told the profiles ${PROFILE_TABLE}`),
      ...when(
        QUEUE_URL !== undefined && deployment.find(QUEUE_URL) !== mainQueue(deployment),
        `it leaves work to ${QUEUE_URL}, which it does not read`,
      ),
      ...when(FORMATS?.includes('parquet') === true && glue === undefined, 'nothing reads the Parquet'),
      ...(glue
        ? [
            ...when(
              parameters?.['storage.location.template'] !== `s3://${BUCKET}/${PREFIX}/parquet/day=\${day}`,
              `Athena looks for days at ${parameters?.['storage.location.template']}`,
            ),
            ...when(location !== `s3://${BUCKET}/${PREFIX}/parquet/`, `Athena looks at ${String(location)}`),
            ...when(parameters?.['projection.enabled'] !== 'true', 'Athena knows no days'),
            ...when(
              JSON.stringify(glue['PartitionKeys']) !== '[{"Name":"day","Type":"string"}]',
              'days are no partition',
            ),
          ]
        : []),
    ];
  },

  'the manifest for QuickSight names the CSV as it is written': (deployment) => {
    const { BUCKET, PREFIX, FORMATS } = environmentOf(deployment);
    const text = deployment.outputs['QuickSightManifest'];
    if (FORMATS?.includes('csv') !== true) return when(text !== undefined, 'there is one, and no CSV');
    if (typeof text !== 'string') return ['there is none'];
    // https://docs.aws.amazon.com/quicksight/latest/user/supported-manifest-file-format.html
    const { fileLocations, globalUploadSettings } = JSON.parse(text) as Values;
    const settings = globalUploadSettings as Values | undefined;
    const asDocumented = { format: 'CSV', delimiter: ',', textqualifier: '"', containsHeader: 'true' };
    return [
      ...when(
        JSON.stringify(fileLocations) !== JSON.stringify([{ URIPrefixes: [`s3://${BUCKET}/${PREFIX}/csv/`] }]),
        `it names ${JSON.stringify(fileLocations)}`,
      ),
      ...Object.entries(asDocumented).flatMap(([name, value]) =>
        when(settings?.[name] !== value, `its ${name} is ${JSON.stringify(settings?.[name])}`),
      ),
    ];
  },

  'events of a user stay in order, and one that comes twice is one': (deployment) => {
    if (environmentOf(deployment)['TOPIC'] === undefined) return [];
    const { FifoQueue, ContentBasedDeduplication } = mainQueue(deployment)?.properties ?? {};
    const { DEAD_LETTER_QUEUE_URL } = environmentOf(deployment);
    return [
      ...when(
        deployment.find(DEAD_LETTER_QUEUE_URL)?.arn !== deadLettersOf(deployment),
        `what can never be written blocks its group: it goes to ${DEAD_LETTER_QUEUE_URL}`,
      ),
      ...when(FifoQueue !== true, 'the queue keeps no order'),
      // EventBridge gives its events no id of their own.
      ...when(ContentBasedDeduplication !== true, 'the queue takes nothing of EventBridge'),
      ...rulesOf(deployment).flatMap((rule) =>
        targetsOf(rule).flatMap(({ SqsParameters }) =>
          when(
            typeof (SqsParameters as Values | undefined)?.['MessageGroupId'] !== 'string',
            `${rule.id} says no group, which a FIFO queue refuses`,
          ),
        ),
      ),
    ];
  },

  'the user pool may call the function of the triggers, and nobody else of Cognito': (deployment) => {
    const fn = deployment.find('TriggerFunction');
    if (!fn) return [];
    const permissions = deployment
      .ofType('AWS::Lambda::Permission')
      .filter(({ properties }) => properties['FunctionName'] === fn.id)
      .map(({ properties }) => properties);
    const cognito = permissions.filter(({ Principal }) => Principal === 'cognito-idp.amazonaws.com');
    const others = permissions.filter((one) => !cognito.includes(one));
    const pool = `arn:aws:cognito-idp:${region}:${account}:userpool/${userPoolId}`;
    const exports = deployment.ofType('AWS::Logs::SubscriptionFilter').map(({ properties }) => properties);
    return [
      ...when(cognito.length !== 1, `${cognito.length} permissions for Cognito`),
      ...when(cognito[0]?.['SourceArn'] !== pool, `Cognito may call it for ${String(cognito[0]?.['SourceArn'])}`),
      ...when(
        permissions.some((one) => one['SourceAccount'] !== account || one['Action'] !== 'lambda:InvokeFunction'),
        'it may be called from other accounts, or more than called',
      ),
      ...when(others.length !== exports.length, `${others.length} more may call it`),
      ...others.flatMap(({ Principal, SourceArn }) =>
        when(
          Principal !== 'logs.amazonaws.com' ||
            SourceArn !== `arn:aws:logs:${region}:${account}:log-group:${String(exports[0]?.['LogGroupName'])}:*`,
          `${String(Principal)} may call it for ${String(SourceArn)}`,
        ),
      ),
      ...exports.flatMap(({ DestinationArn }) => when(DestinationArn !== fn.arn, 'the log export goes elsewhere')),
    ];
  },

  'the function of the triggers may hand over its events, and nothing else': async (deployment) => {
    const fn = deployment.find('TriggerFunction');
    const role = fn && deployment.find(fn.properties['Role']);
    if (!fn) return [];
    if (!role) return ['it has no role of its own'];
    const environment = environmentOf(deployment, fn);
    const queue = mainQueue(deployment)?.arn ?? '';
    const mustNot: [string, string][] = [
      ['sqs:ReceiveMessage', queue],
      ['sqs:DeleteMessage', queue],
      ['sqs:PurgeQueue', queue],
      ['sqs:SendMessage', `${queue}2`],
      ['sqs:ReceiveMessage', usersQueueArn],
      ...(environment['USERS_QUEUE_URL'] === undefined ? [['sqs:SendMessage', usersQueueArn] as [string, string]] : []),
      ['cognito-idp:AdminGetUser', `arn:aws:cognito-idp:${region}:${account}:userpool/${userPoolId}`],
      ['iam:PassRole', `arn:aws:iam::${account}:role/Admin`],
      ...KAFKA_EXCESSES,
      ...(environment['AUTH'] === undefined
        ? ([
            ['secretsmanager:GetSecretValue', secretArn],
            ['kafka-cluster:Connect', clusterArn],
          ] as [string, string][])
        : []),
    ];
    return [
      ...when(
        environment['QUEUE_URL'] !== mainQueue(deployment)?.id,
        `it is told the queue ${environment['QUEUE_URL']}`,
      ),
      ...when(!(Number(environment['DEADLINE_MS']) < 5000), 'it answers later than Cognito waits'),
      ...when(
        (environment['AUTH'] !== undefined) !== (environment['SEND'] === 'direct'),
        'it knows Kafka without need, or not where it needs it',
      ),
      ...(await all(needsOfTriggers(deployment, fn), async ([action, resource]) => {
        const verdict = await mayRole(deployment, role, action, resource);
        return when(verdict !== 'allow', `${action} on ${resource}: ${verdict}`);
      })),
      ...(await all(mustNot, async ([action, resource]) =>
        when((await mayRole(deployment, role, action, resource)) === 'allow', `it may ${action} on ${resource}`),
      )),
    ];
  },

  'the user pool alone may call the function, which answers it in time': (deployment) => {
    const fn = functionOf(deployment);
    const { QUEUE_URL, DEADLINE_MS } = environmentOf(deployment);
    if (!fn || QUEUE_URL === undefined) return [];
    const permissions = deployment.ofType('AWS::Lambda::Permission').map(({ properties }) => properties);
    return [
      ...when(!permissions.some(({ Principal }) => Principal === COGNITO), 'Cognito may not'),
      ...permissions.flatMap(({ Principal, SourceArn, Action, FunctionName }) => [
        ...when(Principal !== COGNITO, `${String(Principal)} may`),
        ...when(SourceArn !== userPoolArn, `${String(SourceArn)} may`),
        ...when(
          Action !== 'lambda:InvokeFunction' || FunctionName !== fn.arn,
          `${String(Action)} on ${String(FunctionName)}`,
        ),
      ]),
      ...when(!(Number(DEADLINE_MS) < COGNITO_WAITS), `it answers after ${DEADLINE_MS} ms`),
      ...when(!(Number(fn.properties['Timeout']) * 1000 > Number(DEADLINE_MS)), 'Lambda ends it before'),
    ];
  },

  'the forwarder writes to one bus of another region': async (deployment) => {
    const role = deployment.find('ForwardRole');
    if (!role) return [];
    const target = targetsOf(rulesOf(deployment)[0]!)[0]!;
    const arn = String(target['Arn']);
    const elsewhere = [
      arn.replace('event-bus/', 'event-bus/other-'),
      arn.replace('eu-central-1', 'eu-west-1'),
      arn.replace(account, '999999999999'),
      `arn:aws:events:${region}:${account}:event-bus/default`,
    ];
    return [
      ...when(target['RoleArn'] !== role.arn, 'the target has no role'),
      ...when(!/^arn:aws:events:eu-central-1:\d{12}:event-bus\/auth0-\w+$/.test(arn), `it sends to ${arn}`),
      ...when((await mayRole(deployment, role, 'events:PutEvents', arn)) !== 'allow', `it may not send to ${arn}`),
      ...(await all(elsewhere, async (resource) =>
        when(
          (await mayRole(deployment, role, 'events:PutEvents', resource, resource.split(':')[4])) === 'allow',
          `it may send to ${resource}`,
        ),
      )),
      ...when(
        (await mayRole(deployment, role, 'events:PutTargets', `${arn.replace('event-bus', 'rule')}/any`)) === 'allow',
        'it may change rules',
      ),
    ];
  },
} satisfies Record<string, Check>;

export type CheckName = keyof typeof checks;

/** Every problem, by the check that found it. */
export const problemsOf = (
  deployment: Deployment,
  names?: readonly CheckName[],
): Promise<Partial<Record<CheckName, string[]>>> => findProblems(checks, deployment, names);
