import { resolve } from 'node:path';
import type {
  Auth0EventsForwarderOptions,
  Auth0EventsToS3Options,
  Auth0UsersToDynamoDbOptions,
  CognitoEventsToKafkaOptions,
  CognitoUsersToDynamoDbOptions,
} from '@dual-rum/cdk/identity-events/template';

export const eventBusName = 'aws.partner/auth0.com/my-shop-0b5e7c5e-6d3c-4f7e-9a70-5b0c6a1f2d3e/auth0.logs';
export const eventStreamBusName = 'aws.partner/auth0.com/my-shop-1c6f8d6f-7e4d-4a8f-8b81-6c1d7b2a3e4f/users';
export const topicArn = 'arn:aws:sns:us-east-1:123456789012:ops';
export const keyArn = 'arn:aws:kms:us-east-1:123456789012:key/0b5e7c5e-6d3c-4f7e-9a70-5b0c6a1f2d3e';
export const principalArn = 'arn:aws:quicksight:us-east-1:123456789012:group/default/analysts';
/** Stands in for the code of a function: what is deployed does not depend on what is in it. */
export const code = resolve(import.meta.dirname, 'code');

/** One way to deploy, as options and as parameters of the SAM template. */
export interface Case<Options> {
  title: string;
  options: Options;
  parameters: Record<string, string>;
}

const common = {
  options: {
    forwarded: true,
    moreCodes: ['seacft', 'feacft'],
    encryption: 'kms' as const,
    batchSize: 50,
    batchingWindow: 20,
    logRetentionDays: 7,
    alarms: { topicArn, oldestMessageSeconds: 60 },
  },
  parameters: {
    Forwarded: 'true',
    MoreCodes: 'seacft,feacft',
    Encryption: 'kms',
    BatchSize: '50',
    BatchingWindow: '20',
    LogRetentionDays: '7',
    AlarmTopicArn: topicArn,
    OldestMessageSeconds: '60',
  },
};

export const eventCases: Case<Auth0EventsToS3Options>[] = [
  { title: 'defaults', options: { code, eventBusName }, parameters: { EventBusName: eventBusName } },
  {
    title: 'everything not the default',
    options: {
      code,
      eventBusName,
      ...common.options,
      name: 'shop-events',
      prefix: 'auth0',
      keepDays: 400,
      quickSight: { principalArn },
    },
    parameters: {
      EventBusName: eventBusName,
      ...common.parameters,
      Name: 'shop-events',
      Prefix: 'auth0',
      KeepDays: '400',
      QuickSightPrincipalArn: principalArn,
    },
  },
  {
    title: 'a bucket that exists, with a key',
    options: { code, eventBusName, bucket: { name: 'data-lake', keyArn } },
    parameters: { EventBusName: eventBusName, ExistingBucketName: 'data-lake', ExistingBucketKeyArn: keyArn },
  },
  {
    title: 'CSV only',
    options: { code, eventBusName, formats: ['csv'] },
    parameters: { EventBusName: eventBusName, Formats: 'csv' },
  },
  {
    title: 'Parquet only, with QuickSight',
    options: { code, eventBusName, formats: ['parquet'], quickSight: { principalArn } },
    parameters: { EventBusName: eventBusName, Formats: 'parquet', QuickSightPrincipalArn: principalArn },
  },
];

export const userCases: Case<Auth0UsersToDynamoDbOptions>[] = [
  { title: 'a log stream', options: { code, eventBusName }, parameters: { EventBusName: eventBusName } },
  {
    title: 'an event stream',
    options: { code, eventStreamBusName },
    parameters: { EventStreamBusName: eventStreamBusName },
  },
  {
    title: 'both, everything not the default',
    options: {
      code,
      eventBusName,
      eventStreamBusName,
      ...common.options,
      name: 'shop-users',
      write: 'update',
      onlyWithUserMetadata: true,
    },
    parameters: {
      EventBusName: eventBusName,
      EventStreamBusName: eventStreamBusName,
      ...common.parameters,
      Name: 'shop-users',
      Write: 'update',
      OnlyWithUserMetadata: 'true',
    },
  },
  {
    title: 'a table that exists, with a key',
    options: { code, eventBusName, table: { name: 'Users', keyArn } },
    parameters: { EventBusName: eventBusName, ExistingTableName: 'Users', ExistingTableKeyArn: keyArn },
  },
];

export const userPoolArn = 'arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_AbCdEfGhI';

export const cognitoUserCases: Case<CognitoUsersToDynamoDbOptions>[] = [
  { title: 'one table', options: { code, userPoolArn }, parameters: { UserPoolArn: userPoolArn } },
  {
    title: 'two tables, everything not the default',
    options: {
      code,
      userPoolArn,
      profileTable: true,
      emptyAttributes: 'null',
      onSignIn: false,
      deadlineMilliseconds: 900,
      encryption: 'kms',
      logRetentionDays: 7,
      alarms: { topicArn, oldestMessageSeconds: 60 },
    },
    parameters: {
      UserPoolArn: userPoolArn,
      MakeProfileTable: 'true',
      EmptyAttributes: 'null',
      OnSignIn: 'false',
      DeadlineMilliseconds: '900',
      Encryption: 'kms',
      LogRetentionDays: '7',
      AlarmTopicArn: topicArn,
      OldestMessageSeconds: '60',
    },
  },
  {
    title: 'two tables that exist, one with a key',
    options: { code, userPoolArn, table: { name: 'Users', keyArn }, profileTable: { name: 'Profiles' } },
    parameters: {
      UserPoolArn: userPoolArn,
      ExistingTableName: 'Users',
      ExistingTableKeyArn: keyArn,
      ExistingProfileTableName: 'Profiles',
    },
  },
];

export const forwarderCases: Case<Auth0EventsForwarderOptions>[] = [
  {
    title: 'defaults',
    options: { eventBusName, dataRegion: 'eu-central-1' },
    parameters: { EventBusName: eventBusName, DataRegion: 'eu-central-1' },
  },
  {
    title: 'some codes, to another pipeline',
    options: { eventBusName, dataRegion: 'eu-central-1', to: 'auth0-users', codes: ['sapi', 'sdu'], topicArn },
    parameters: {
      EventBusName: eventBusName,
      DataRegion: 'eu-central-1',
      To: 'auth0-users',
      Codes: 'sapi,sdu',
      TopicArn: topicArn,
    },
  },
];

export const userPoolId = 'us-east-1_9aBcDeFgH';
export const clusterArn = 'arn:aws:kafka:us-east-1:123456789012:cluster/shop/0b5e7c5e-6d3c-4f7e-9a70-5b0c6a1f2d3e-s1';
export const secretArn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:AmazonMSK_identity-a1b2c3';
const ca = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
const kafka = {
  options: {
    code: { triggers: code, events: code },
    userPoolId,
    brokers: ['b-1.example.com:9098', 'b-2.example.com:9098'],
    topic: 'identity-events',
  },
  parameters: {
    UserPoolId: userPoolId,
    Brokers: 'b-1.example.com:9098,b-2.example.com:9098',
    Topic: 'identity-events',
  },
};
const vpc = {
  options: { subnetIds: ['subnet-0a1b2c3d', 'subnet-1a1b2c3d'], securityGroupIds: ['sg-0a1b2c3d'] },
  parameters: { SubnetIds: 'subnet-0a1b2c3d,subnet-1a1b2c3d', SecurityGroupIds: 'sg-0a1b2c3d' },
};

export const usersQueueArn = 'arn:aws:sqs:us-east-1:123456789012:cognito-users';
const usersQueueUrl = 'https://sqs.us-east-1.amazonaws.com/123456789012/cognito-users';

export const kafkaCases: Case<CognitoEventsToKafkaOptions>[] = [
  { title: 'any brokers, defaults', ...kafka },
  {
    title: 'MSK by IAM in a VPC, straight to Kafka, everything not the default',
    options: {
      ...kafka.options,
      auth: { kind: 'iam', clusterArn },
      vpc: vpc.options,
      send: 'direct',
      usersQueue: { queueUrl: usersQueueUrl, queueArn: usersQueueArn, keyArn },
      deadlineMilliseconds: 2000,
      logExportGroupName: '/aws/vendedlogs/cognito/shop',
      encryption: 'kms',
      logRetentionDays: 7,
      alarms: { topicArn, oldestMessageSeconds: 60 },
    },
    parameters: {
      ...kafka.parameters,
      ...vpc.parameters,
      Auth: 'iam',
      ClusterArn: clusterArn,
      Send: 'direct',
      UsersQueueUrl: usersQueueUrl,
      UsersQueueArn: usersQueueArn,
      UsersQueueKeyArn: keyArn,
      DeadlineMilliseconds: '2000',
      LogExportGroupName: '/aws/vendedlogs/cognito/shop',
      Encryption: 'kms',
      LogRetentionDays: '7',
      AlarmTopicArn: topicArn,
      OldestMessageSeconds: '60',
    },
  },
  {
    title: 'MSK by SCRAM in a VPC',
    options: { ...kafka.options, auth: { kind: 'scram', secret: { arn: secretArn, keyArn } }, vpc: vpc.options },
    parameters: {
      ...kafka.parameters,
      ...vpc.parameters,
      Auth: 'scram',
      SecretArn: secretArn,
      SecretKeyArn: keyArn,
    },
  },
  {
    title: 'a certificate, and an authority of one’s own, straight to Kafka',
    options: { ...kafka.options, auth: { kind: 'mtls', secret: { arn: secretArn } }, ca, send: 'direct' },
    parameters: { ...kafka.parameters, Auth: 'mtls', SecretArn: secretArn, Ca: ca, Send: 'direct' },
  },
  {
    title: 'the triggers alone, without TLS',
    options: { ...kafka.options, tls: false, cloudTrail: false },
    parameters: { ...kafka.parameters, Tls: 'false', CloudTrail: 'false' },
  },
  {
    title: 'the triggers alone, with a key',
    options: { ...kafka.options, cloudTrail: false, encryption: 'kms' },
    parameters: { ...kafka.parameters, CloudTrail: 'false', Encryption: 'kms' },
  },
];
