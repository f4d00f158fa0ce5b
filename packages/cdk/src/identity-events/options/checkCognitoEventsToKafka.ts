import { isLiteral } from '../../options/isLiteral.ts';
import { knownKeys, matching, must } from '../../options/must.ts';
import { checkAlarms, checkKey, checkRetention, whole } from './checkPipeline.ts';
import type {
  CognitoEventsToKafkaOptions,
  KafkaAuthentication,
  KafkaVpc,
  UsersQueue,
} from './CognitoEventsToKafkaOptions.ts';

export interface CheckedEventsToKafka {
  userPoolId: string;
  brokers: string[];
  topic: string;
  auth: KafkaAuthentication;
  tls: boolean;
  ca: string | undefined;
  vpc: KafkaVpc | undefined;
  send: 'queue' | 'direct';
  usersQueue: UsersQueue | undefined;
  deadlineMilliseconds: number;
  cloudTrail: boolean;
  logExportGroupName: string | undefined;
  encryption: 'sqs' | 'kms';
  logRetentionDays: number;
  topicArn: string | undefined;
  oldestMessageSeconds: number;
}

const KEYS: readonly (keyof CognitoEventsToKafkaOptions)[] = [
  'userPoolId',
  'brokers',
  'topic',
  'auth',
  'tls',
  'ca',
  'vpc',
  'send',
  'usersQueue',
  'deadlineMilliseconds',
  'cloudTrail',
  'logExportGroupName',
  'encryption',
  'logRetentionDays',
  'alarms',
  'code',
];

/**
 * Fills in the defaults.
 * @throws OptionError naming the option and the fix
 */
export function checkCognitoEventsToKafka(options: CognitoEventsToKafkaOptions): CheckedEventsToKafka {
  knownKeys(options, 'options', KEYS);
  const {
    userPoolId,
    brokers,
    topic,
    auth = { kind: 'none' },
    tls = true,
    ca,
    vpc,
    send = 'queue',
    usersQueue,
    deadlineMilliseconds = 1500,
    cloudTrail = true,
    logExportGroupName,
    encryption = 'sqs',
    logRetentionDays = 30,
    alarms = {},
    code,
  } = options;
  matching(userPoolId, 'userPoolId', /^[\w-]+_[0-9A-Za-z]+$/, "the id of a user pool: 'us-east-1_9aBcDeFgH'");
  must(Array.isArray(brokers) && brokers.length > 0, 'brokers', brokers, "a list: ['b-1.example.com:9098']");
  brokers.forEach((broker, i) =>
    matching(broker, `brokers[${i}]`, /^[\w.-]+:\d{1,5}$/, "host:port: 'b-1.example.com:9098'"),
  );
  matching(topic, 'topic', /^[\w.-]{1,249}$/, 'letters, digits, ., _ and -, at most 249');
  checkAuth(auth);
  must(typeof tls === 'boolean', 'tls', tls, 'true or false');
  must(tls || auth.kind === 'none' || auth.kind === 'scram', 'tls', tls, `true with auth ${auth.kind}`);
  if (ca !== undefined) matching(ca, 'ca', /^-----BEGIN CERTIFICATE-----/, 'a certificate in PEM');
  if (vpc !== undefined) checkVpc(vpc);
  must(send === 'queue' || send === 'direct', 'send', send, "'queue' or 'direct'");
  if (usersQueue !== undefined) checkUsersQueue(usersQueue);
  whole(deadlineMilliseconds, 'deadlineMilliseconds', 100, 4500);
  must(typeof cloudTrail === 'boolean', 'cloudTrail', cloudTrail, 'true or false');
  if (logExportGroupName !== undefined) {
    matching(logExportGroupName, 'logExportGroupName', /^[\w./#-]{1,512}$/, 'the name of a log group, not its ARN');
  }
  must(encryption === 'sqs' || encryption === 'kms', 'encryption', encryption, "'sqs' or 'kms'");
  checkRetention(logRetentionDays);
  if (code !== undefined) knownKeys(code, 'code', ['triggers', 'events']);
  return {
    userPoolId,
    brokers,
    topic,
    auth,
    tls,
    ca,
    vpc,
    send,
    usersQueue,
    deadlineMilliseconds,
    cloudTrail,
    logExportGroupName,
    encryption,
    logRetentionDays,
    ...checkAlarms(alarms, 1),
  };
}

function checkAuth(auth: KafkaAuthentication): void {
  must(
    typeof auth === 'object' && auth !== null && ['none', 'iam', 'scram', 'mtls'].includes(auth.kind),
    'auth',
    auth,
    "{ kind: 'none' | 'iam' | 'scram' | 'mtls', … }",
  );
  switch (auth.kind) {
    case 'none':
      return knownKeys(auth, 'auth', ['kind']);
    case 'iam':
      knownKeys(auth, 'auth', ['kind', 'clusterArn']);
      return matching(
        auth.clusterArn,
        'auth.clusterArn',
        /^arn:[\w-]+:kafka:[\w-]+:\d{12}:cluster\/[\w-]+\/[\w-]+$/,
        'the ARN of an MSK cluster',
      );
    default:
      knownKeys(auth, 'auth', ['kind', 'secret']);
      knownKeys(auth.secret, 'auth.secret', ['arn', 'keyArn']);
      matching(
        auth.secret.arn,
        'auth.secret.arn',
        /^arn:[\w-]+:secretsmanager:[\w-]+:\d{12}:secret:[\w/+=.@-]+$/,
        'the ARN of a secret of Secrets Manager',
      );
      checkKey(auth.secret.keyArn, 'auth.secret.keyArn');
  }
}

function checkUsersQueue(queue: UsersQueue): void {
  knownKeys(queue, 'usersQueue', ['queueUrl', 'queueArn', 'keyArn']);
  matching(queue.queueUrl, 'usersQueue.queueUrl', /^https:\/\/[\w.-]+\/\d{12}\/[\w-]+$/, 'the URL of a queue of SQS');
  matching(queue.queueArn, 'usersQueue.queueArn', /^arn:[\w-]+:sqs:[\w-]+:\d{12}:[\w-]+$/, 'the ARN of a queue of SQS');
  checkKey(queue.keyArn, 'usersQueue.keyArn');
}

function checkVpc(vpc: KafkaVpc): void {
  knownKeys(vpc, 'vpc', ['subnetIds', 'securityGroupIds']);
  for (const [option, prefix] of [
    ['subnetIds', 'subnet'],
    ['securityGroupIds', 'sg'],
  ] as const) {
    const ids = vpc[option];
    // A list that is known only at deployment is one token.
    const form = new RegExp(`^${prefix}-[0-9a-f]+$`);
    must(
      Array.isArray(ids) && ids.length > 0 && ids.every((id) => !isLiteral(id) || form.test(id)),
      `vpc.${option}`,
      ids,
      `a list of ids: ['${prefix}-0a1b2c3d']`,
    );
  }
}
