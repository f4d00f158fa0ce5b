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

/** A queue that these rules send to, and one for what cannot be processed or delivered. */
export function queues({ encryption, rules }: Queues): IdentityResources {
  const encrypted: Record<string, Json> =
    encryption === 'kms'
      ? { KmsMasterKeyId: getAtt('Key', 'Arn'), KmsDataKeyReusePeriodSeconds: 300 }
      : { SqsManagedSseEnabled: true };
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
