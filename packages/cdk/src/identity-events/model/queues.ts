import { getAtt, ref, sub, type Json } from '../../model/intrinsics.ts';
import type { IdentityResource, IdentityResources } from './IdentityTemplate.ts';
import { onlyTls, policy } from './statements.ts';

/** As long as SQS can. */
const FOURTEEN_DAYS = 1_209_600;
/** Six times the function's time-out, and the longest batching window: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
const VISIBILITY = 660;

interface Queues {
  encryption: 'sqs' | 'kms';
  /** Logical ids of all rules that send; none: only the function does, by its role. */
  rules: string[];
}

interface OrderedQueues extends Queues {
  /** Seconds for which a message that is read is out of sight. */
  visibility: number;
  maxReceiveCount: number;
}

/** A queue that these rules send to, and one for what cannot be processed or delivered. */
export function queues({ encryption, rules }: Queues): IdentityResources {
  const encrypted = encryptedBy(encryption);
  return {
    ...(encryption === 'kms' && { Key: key(rules.length > 0) }),
    Queue: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        ...encrypted,
        MessageRetentionPeriod: FOURTEEN_DAYS,
        VisibilityTimeout: VISIBILITY,
        RedrivePolicy: { deadLetterTargetArn: getAtt('DeadLetterQueue', 'Arn'), maxReceiveCount: 5 },
      },
    },
    QueuePolicy: queuePolicy('Queue', rules),
    ...deadLetters(encrypted, rules),
  };
}

/**
 * A FIFO queue: messages of a group stay in order, and one sent twice within five minutes is one. Its dead-letter queue must be one,
 * too; that of EventBridge must not: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html.
 */
export function orderedQueues({ encryption, rules, visibility, maxReceiveCount }: OrderedQueues): IdentityResources {
  const encrypted = encryptedBy(encryption);
  const fifo: Record<string, Json> = {
    ...encrypted,
    FifoQueue: true,
    ContentBasedDeduplication: true,
    // High throughput: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/high-throughput-fifo.html
    DeduplicationScope: 'messageGroup',
    FifoThroughputLimit: 'perMessageGroupId',
    MessageRetentionPeriod: FOURTEEN_DAYS,
  };
  return {
    ...(encryption === 'kms' && { Key: key(rules.length > 0) }),
    Queue: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        ...fifo,
        VisibilityTimeout: visibility,
        RedrivePolicy: { deadLetterTargetArn: getAtt('DeadLetterQueue', 'Arn'), maxReceiveCount },
      },
    },
    QueuePolicy: queuePolicy('Queue', rules),
    DeadLetterQueue: { Type: 'AWS::SQS::Queue', Properties: fifo },
    DeadLetterQueuePolicy: queuePolicy('DeadLetterQueue', []),
    ...(rules.length > 0 && {
      UndeliveredQueue: {
        Type: 'AWS::SQS::Queue',
        Properties: { ...encrypted, MessageRetentionPeriod: FOURTEEN_DAYS },
      },
      UndeliveredQueuePolicy: queuePolicy('UndeliveredQueue', rules),
    }),
  };
}

const encryptedBy = (encryption: 'sqs' | 'kms'): Record<string, Json> =>
  encryption === 'kms'
    ? { KmsMasterKeyId: getAtt('Key', 'Arn'), KmsDataKeyReusePeriodSeconds: 300 }
    : { SqsManagedSseEnabled: true };

/** A queue for events that EventBridge cannot deliver; the queue of a pipeline also moves what fails there. */
export function deadLetters(encrypted: Record<string, Json>, rules: string[]): IdentityResources {
  return {
    DeadLetterQueue: {
      Type: 'AWS::SQS::Queue',
      Properties: { ...encrypted, MessageRetentionPeriod: FOURTEEN_DAYS },
    },
    DeadLetterQueuePolicy: queuePolicy('DeadLetterQueue', rules),
  };
}

/** Every rule may send, nothing else of EventBridge, and nobody without TLS. */
function queuePolicy(queue: string, rules: string[]): IdentityResource {
  return {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [ref(queue)],
      PolicyDocument: policy(
        ...(rules.length === 0
          ? []
          : [
              {
                Effect: 'Allow',
                Principal: { Service: 'events.amazonaws.com' },
                Action: 'sqs:SendMessage',
                Resource: getAtt(queue, 'Arn'),
                Condition: { ArnEquals: { 'aws:SourceArn': rules.map((rule) => getAtt(rule, 'Arn')) } },
              },
            ]),
        onlyTls('sqs:*', getAtt(queue, 'Arn')),
      ),
    },
  };
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html */
function key(ofEventBridge: boolean): IdentityResource {
  return {
    Type: 'AWS::KMS::Key',
    Properties: {
      Description: 'Identity events in queues',
      EnableKeyRotation: true,
      KeyPolicy: policy(
        {
          Effect: 'Allow',
          Principal: { AWS: sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:root') },
          Action: 'kms:*',
          Resource: '*',
        },
        ...(ofEventBridge
          ? [
              {
                Effect: 'Allow',
                Principal: { Service: 'events.amazonaws.com' },
                Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
                Resource: '*',
                Condition: { StringEquals: { 'aws:SourceAccount': sub('${AWS::AccountId}') } },
              },
            ]
          : []),
      ),
    },
  };
}
