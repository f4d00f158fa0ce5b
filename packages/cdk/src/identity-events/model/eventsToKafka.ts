import { getAtt, ref, sub, type Json } from '../../model/intrinsics.ts';
import { isLiteral } from '../../options/isLiteral.ts';
import type { CheckedEventsToKafka } from '../options/checkCognitoEventsToKafka.ts';
import { ageAlarm, deadLetterAlarm, lostAlarm } from './alarms.ts';
import { cognitoRules } from './cognitoRules.ts';
import type { IdentityModel, IdentityResources } from './IdentityTemplate.ts';
import { functionOf, lambda } from './lambda.ts';
import { orderedQueues } from './queues.ts';
import { allow } from './statements.ts';

/** The most that Lambda reads of a FIFO queue at a time. */
const BATCH = 10;
/** Seconds. */
const TIMEOUT = 30;
const TRIGGERS = 'cognito-triggers-to-kafka';
const EVENTS = 'cognito-events-to-kafka';

/** What gets deployed: the construct and the printed template are made from it, and the SAM template is compared with it. */
export function eventsToKafka(options: CheckedEventsToKafka, code: { triggers: Json; events: Json }): IdentityModel {
  const { send, usersQueue, encryption, cloudTrail, topicArn, vpc, logExportGroupName } = options;
  const rules = cloudTrail ? cognitoRules(options.userPoolId) : {};
  const kafka = kafkaEnvironment(options);
  const mayWrite = kafkaStatements(options);
  return {
    resources: {
      ...rules,
      ...orderedQueues({
        encryption,
        rules: Object.keys(rules),
        // Six times the function's time-out: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
        visibility: 6 * TIMEOUT,
        // An hour without Kafka.
        maxReceiveCount: 20,
      }),
      ...functionOf('TriggerFunction', {
        ...options,
        name: TRIGGERS,
        description: 'Cognito triggers to Kafka',
        purpose: send === 'queue' ? 'put into the queue' : 'write to Kafka, put into the queue',
        code: code.triggers,
        environment: {
          QUEUE_URL: ref('Queue'),
          SEND: send,
          DEADLINE_MS: String(options.deadlineMilliseconds),
          ...(usersQueue && { USERS_QUEUE_URL: usersQueue.queueUrl }),
          ...(send === 'direct' && kafka),
        },
        statements: [
          allow('sqs:SendMessage', getAtt('Queue', 'Arn')),
          ...(encryption === 'kms' ? [allow(['kms:Decrypt', 'kms:GenerateDataKey'], getAtt('Key', 'Arn'))] : []),
          ...(usersQueue ? [allow('sqs:SendMessage', usersQueue.queueArn)] : []),
          ...(usersQueue?.keyArn === undefined
            ? []
            : [allow(['kms:Decrypt', 'kms:GenerateDataKey'], usersQueue.keyArn)]),
          ...(send === 'direct' ? mayWrite : []),
        ],
        // Cognito waits no longer.
        timeout: 5,
        network: send === 'direct' ? vpc : undefined,
      }),
      TriggerPermission: {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          FunctionName: ref('TriggerFunction'),
          Action: 'lambda:InvokeFunction',
          Principal: 'cognito-idp.amazonaws.com',
          SourceAccount: sub('${AWS::AccountId}'),
          SourceArn: {
            'Fn::Sub': [
              'arn:${AWS::Partition}:cognito-idp:${AWS::Region}:${AWS::AccountId}:userpool/${UserPoolId}',
              { UserPoolId: options.userPoolId },
            ],
          },
        },
      },
      ...lambda({
        ...options,
        name: EVENTS,
        description: 'Cognito events to Kafka',
        code: code.events,
        environment: { ...kafka, DEAD_LETTER_QUEUE_URL: ref('DeadLetterQueue') },
        statements: [
          // What can never be in the topic must not hold up its group.
          allow('sqs:SendMessage', getAtt('DeadLetterQueue', 'Arn')),
          ...(encryption === 'kms' ? [allow('kms:GenerateDataKey', getAtt('Key', 'Arn'))] : []),
          ...mayWrite,
        ],
        timeout: TIMEOUT,
        batchSize: BATCH,
        batchingWindow: undefined,
        maximumConcurrency: 5,
        network: vpc,
      }),
      ...(logExportGroupName !== undefined && logExport(logExportGroupName)),
      DeadLetterAlarm: deadLetterAlarm(topicArn),
      ...(cloudTrail && { UndeliveredAlarm: deadLetterAlarm(topicArn, 'UndeliveredQueue') }),
      AgeAlarm: ageAlarm(options.oldestMessageSeconds, topicArn),
      LostAlarm: lostAlarm(
        {
          description: 'Events of triggers are lost: the queue did not take them in time',
          metric: 'EventsFailed',
          service: TRIGGERS,
        },
        topicArn,
      ),
      LateAlarm: lostAlarm(
        {
          description:
            'Events of triggers may be lost: what became of them was not known when the triggers were answered',
          metric: 'EventsLate',
          service: TRIGGERS,
        },
        topicArn,
      ),
    },
    outputs: {
      TriggerFunctionArn: {
        Description:
          'For the triggers of the user pool: PreSignUp, PostConfirmation, PreAuthentication, PostAuthentication and PreTokenGeneration',
        Value: getAtt('TriggerFunction', 'Arn'),
      },
      QueueUrl: { Description: 'The queue', Value: ref('Queue') },
      DeadLetterQueueUrl: { Description: 'What could not be written to Kafka', Value: ref('DeadLetterQueue') },
      FunctionName: { Description: 'The function that writes to Kafka', Value: ref('Function') },
    },
  };
}

function kafkaEnvironment({ brokers, topic, auth, tls, ca }: CheckedEventsToKafka): Record<string, Json> {
  return {
    BROKERS: brokers.join(','),
    TOPIC: topic,
    AUTH: auth.kind,
    TLS: String(tls),
    ...(ca !== undefined && { CA: ca }),
    ...((auth.kind === 'scram' || auth.kind === 'mtls') && { SECRET_ARN: auth.secret.arn }),
  };
}

/** https://docs.aws.amazon.com/msk/latest/developerguide/iam-access-control.html */
function kafkaStatements({ auth, topic }: CheckedEventsToKafka): Record<string, Json>[] {
  switch (auth.kind) {
    case 'none':
      return [];
    case 'iam':
      return [
        allow(['kafka-cluster:Connect', 'kafka-cluster:WriteDataIdempotently'], auth.clusterArn),
        allow(['kafka-cluster:DescribeTopic', 'kafka-cluster:WriteData'], topicArnOf(auth.clusterArn, topic)),
      ];
    default:
      return [
        allow('secretsmanager:GetSecretValue', auth.secret.arn),
        ...(auth.secret.keyArn === undefined ? [] : [allow('kms:Decrypt', auth.secret.keyArn)]),
      ];
  }
}

/** The ARN of the cluster, with topic for cluster, and the topic's name. One of a cluster of the same app is known only at deployment. */
const topicArnOf = (clusterArn: string, topic: string): Json =>
  isLiteral(clusterArn)
    ? `${clusterArn.replace(':cluster/', ':topic/')}/${topic}`
    : { 'Fn::Join': ['', [{ 'Fn::Join': [':topic/', { 'Fn::Split': [':cluster/', clusterArn] }] }, `/${topic}`]] };

/** The user pool writes its log export into a log group, which calls the function of the triggers. */
const logExport = (logGroupName: string): IdentityResources => ({
  LogExportPermission: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      FunctionName: ref('TriggerFunction'),
      Action: 'lambda:InvokeFunction',
      Principal: 'logs.amazonaws.com',
      SourceAccount: sub('${AWS::AccountId}'),
      SourceArn: {
        'Fn::Sub': [
          'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${LogGroup}:*',
          { LogGroup: logGroupName },
        ],
      },
    },
  },
  LogExport: {
    Type: 'AWS::Logs::SubscriptionFilter',
    // CloudWatch Logs tries whether it may.
    DependsOn: 'LogExportPermission',
    Properties: {
      LogGroupName: logGroupName,
      FilterPattern: '',
      DestinationArn: getAtt('TriggerFunction', 'Arn'),
    },
  },
});
