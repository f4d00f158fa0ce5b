import type { AlarmOptions } from './PipelineOptions.ts';

/** A secret of Secrets Manager, read by the function that writes to Kafka. */
export interface KafkaSecret {
  arn: string;
  /** ARN of the KMS key that it is encrypted with, if that is one of yours. A secret for MSK's SCRAM always has one. */
  keyArn?: string;
}

/** Who the function is to the brokers. */
export type KafkaAuthentication =
  /** Nobody. */
  | { kind: 'none' }
  /** MSK's IAM authentication, the only one of MSK Serverless. */
  | { kind: 'iam'; clusterArn: string }
  /** SASL/SCRAM-SHA-512: a secret with `username` and `password`, as MSK has them. */
  | { kind: 'scram'; secret: KafkaSecret }
  /** A client's certificate: a secret with `certificate` and `privateKey`, both PEM. */
  | { kind: 'mtls'; secret: KafkaSecret };

/** Where the brokers are reached. */
export interface KafkaVpc {
  subnetIds: string[];
  /** The brokers must let them in. */
  securityGroupIds: string[];
}

/** The queue of a `CognitoUsersToDynamoDb`. */
export interface UsersQueue {
  queueUrl: string;
  queueArn: string;
  /** ARN of the KMS key that it is encrypted with, with `encryption: 'kms'`. */
  keyArn?: string;
}

/**
 * What a Cognito user pool reports, into a topic of Apache Kafka.
 *
 * @example
 * {
 *   userPoolId: 'us-east-1_9aBcDeFgH',
 *   brokers: ['boot-a1b2c3d4.c1.kafka-serverless.us-east-1.amazonaws.com:9098'],
 *   topic: 'identity-events',
 *   auth: { kind: 'iam', clusterArn: 'arn:aws:kafka:us-east-1:123456789012:cluster/shop/0b5e7c5e-6d3c-4f7e-9a70-5b0c6a1f2d3e-s1' },
 *   vpc: { subnetIds: ['subnet-0a1b2c3d'], securityGroupIds: ['sg-0a1b2c3d'] },
 * }
 */
export interface CognitoEventsToKafkaOptions {
  userPoolId: string;
  /** Some brokers, `host:port` each. */
  brokers: string[];
  /** The topic. It must exist. */
  topic: string;
  /** Default: nobody. */
  auth?: KafkaAuthentication;
  /** Default true. */
  tls?: boolean;
  /** Certificates of an authority of your own that signs the brokers', PEM. */
  ca?: string;
  /**
   * Default: none, for brokers that anybody may reach. In it, IAM needs no endpoint, a secret one of Secrets Manager or NAT, and what
   * can never be written one of SQS or NAT, so that it goes to the dead-letter queue at once.
   */
  vpc?: KafkaVpc;
  /**
   * `queue`, the default: a trigger hands its event to the queue. `direct`: to Kafka itself, and to the queue where Kafka fails; the
   * function of the triggers is in the `vpc`, then, and needs an endpoint of SQS there.
   */
  send?: 'queue' | 'direct';
  /**
   * Where post confirmation and post authentication are put, too: `usersQueue` of a `CognitoUsersToDynamoDb` of the same user pool, which
   * takes one function for each trigger. Default: nowhere.
   */
  usersQueue?: UsersQueue;
  /** Milliseconds after which a trigger is answered, whatever happens: 100 to 4,500. Default 1,500. */
  deadlineMilliseconds?: number;
  /** Takes what no trigger tells (sign-outs, failures, users made by administrators) from CloudTrail. Default true. */
  cloudTrail?: boolean;
  /** Name of the log group that the user pool exports `userAuthEvents` to, on the Plus plan. Default: none. */
  logExportGroupName?: string;
  /** `sqs`, the default: keys of SQS. `kms`: a key made here, at 1 USD a month and the price of its use. */
  encryption?: 'sqs' | 'kms';
  /** Days that the functions' logs are kept: a number that CloudWatch Logs knows. Default 30. */
  logRetentionDays?: number;
  alarms?: AlarmOptions;
  /** Folders or zip files with the functions. Default: those of `@dual-rum/identity-events`. */
  code?: { triggers?: string; events?: string };
}
