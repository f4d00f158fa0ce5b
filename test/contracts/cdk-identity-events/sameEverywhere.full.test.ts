import { App, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import {
  Auth0EventsForwarder,
  Auth0EventsToS3,
  Auth0UsersToDynamoDb,
  CognitoEventsToKafka,
  CognitoUsersToDynamoDb,
} from '@dual-rum/cdk/identity-events';
import {
  createAuth0EventsForwarderTemplate,
  createAuth0EventsToS3Template,
  createAuth0UsersToDynamoDbTemplate,
  createCognitoEventsToKafkaTemplate,
  createCognitoUsersToDynamoDbTemplate,
} from '@dual-rum/cdk/identity-events/template';
import { beforeAll, describe, expect, it } from 'vitest';
import { unavailable } from '../../support/requireOrSkip.ts';
import { linters, missingPackages } from '../../support/python.ts';
import { canonicalOf } from './canonicalOf.ts';
import {
  cognitoUserCases,
  clusterArn,
  eventBusName,
  eventCases,
  eventStreamBusName,
  forwarderCases,
  kafkaCases,
  keyArn,
  principalArn,
  userCases,
  userPoolArn,
  userPoolId,
  type Case,
} from './cases.ts';
import { samFiles, transformed } from './sam.ts';

const missing = missingPackages(linters);

function sameEverywhere<Options>(
  name: string,
  cases: Case<Options>[],
  print: (options: Options) => object,
  construct: (scope: Construct, id: string, options: Options) => unknown,
  file: string,
): void {
  describe(name, () => {
    const numbered = cases.map((each, i) => ({ ...each, i }));
    let templates: object[];
    beforeAll(() => {
      // One application with a stack for each case: what takes time is done once.
      const app = new App();
      for (const [i, { options }] of cases.entries()) construct(new Stack(app, `Identity${i}`), 'Own', options);
      const assembly = app.synth();
      templates = cases.map((_, i) => assembly.getStackByName(`Identity${i}`).template as object);
    });

    it.each(numbered)('is the same from the construct as from the printed template: $title', ({ options, i }) => {
      expect(canonicalOf(withoutBootstrap(templates[i]!), {}, 'Own')).toEqual(canonicalOf(print(options)));
    });

    describe.skipIf(missing !== undefined && unavailable('The SAM transform', missing))('as a SAM template', () => {
      let made: object[];
      beforeAll(() => {
        made = transformed(cases.map(({ parameters }) => ({ file, parameters })));
      });

      it.each(numbered)('is the same: $title', ({ options, parameters, i }) => {
        expect(canonicalOf(made[i]!, parameters)).toEqual(canonicalOf(print(options)));
      });
    });
  });
}

/** The CDK adds a parameter and a rule of its own, which ask for the version of its bootstrap stack. */
function withoutBootstrap(template: object): object {
  const { Parameters = {}, Rules = {}, ...rest } = template as Record<string, object>;
  expect(Object.keys(Parameters)).toEqual(['BootstrapVersion']);
  expect(Object.keys(Rules)).toEqual(['CheckBootstrapVersion']);
  return rest;
}

sameEverywhere(
  'Auth0EventsToS3',
  eventCases,
  createAuth0EventsToS3Template,
  (scope, id, options) => new Auth0EventsToS3(scope, id, options),
  samFiles.events,
);
sameEverywhere(
  'Auth0UsersToDynamoDb',
  userCases,
  createAuth0UsersToDynamoDbTemplate,
  (scope, id, options) => new Auth0UsersToDynamoDb(scope, id, options),
  samFiles.users,
);
sameEverywhere(
  'CognitoEventsToKafka',
  kafkaCases,
  createCognitoEventsToKafkaTemplate,
  (scope, id, options) => new CognitoEventsToKafka(scope, id, options),
  samFiles.kafka,
);
sameEverywhere(
  'CognitoUsersToDynamoDb',
  cognitoUserCases,
  createCognitoUsersToDynamoDbTemplate,
  (scope, id, options) => new CognitoUsersToDynamoDb(scope, id, options),
  samFiles.cognitoUsers,
);
sameEverywhere(
  'Auth0EventsForwarder',
  forwarderCases,
  createAuth0EventsForwarderTemplate,
  (scope, id, options) => new Auth0EventsForwarder(scope, id, options),
  samFiles.forwarder,
);

const events = { EventBusName: eventBusName };
const kafka = { UserPoolId: userPoolId, Brokers: 'b-1:9098', Topic: 'identity-events' };
const REFUSED: [what: string, file: string, parameters: Record<string, string>, message: string][] = [
  ['no bus', samFiles.events, {}, 'EventBusName'],
  ['a bus that is not Auth0’s', samFiles.events, { EventBusName: 'default' }, 'like aws.partner/auth0.com'],
  ['a code twice', samFiles.events, { ...events, MoreCodes: 'seacft,fp' }, 'arrive twice'],
  ['a key without a bucket', samFiles.events, { ...events, ExistingBucketKeyArn: keyArn }, 'needs ExistingBucketName'],
  [
    'days to keep in a bucket that exists',
    samFiles.events,
    { ...events, ExistingBucketName: 'data-lake', KeepDays: '9' },
    'set a lifecycle rule',
  ],
  [
    'QuickSight without Parquet',
    samFiles.events,
    { ...events, Formats: 'csv', QuickSightPrincipalArn: principalArn },
    'needs parquet',
  ],
  ['a slash at the end of the prefix', samFiles.events, { ...events, Prefix: 'auth0/' }, 'without a slash'],
  ['users from nowhere', samFiles.users, {}, 'Give EventBusName, EventStreamBusName or both'],
  [
    'one bus for both streams',
    samFiles.users,
    { EventBusName: eventBusName, EventStreamBusName: eventBusName },
    'each stream of Auth0 has its own bus',
  ],
  [
    'codes of an event stream',
    samFiles.users,
    { EventStreamBusName: eventStreamBusName, MoreCodes: 'sui' },
    'MoreCodes needs EventBusName',
  ],
  ['a key without a table', samFiles.users, { ...events, ExistingTableKeyArn: keyArn }, 'needs ExistingTableName'],
  ['a user pool by its id', samFiles.cognitoUsers, { UserPoolArn: 'us-east-1_AbCdEfGhI' }, 'not its id'],
  [
    'two second tables',
    samFiles.cognitoUsers,
    { UserPoolArn: userPoolArn, MakeProfileTable: 'true', ExistingProfileTableName: 'Profiles' },
    'not both',
  ],
  [
    'one table twice',
    samFiles.cognitoUsers,
    { UserPoolArn: userPoolArn, ExistingTableName: 'Users', ExistingProfileTableName: 'Users' },
    'the profile is in the row of the user',
  ],
  ['no user pool', samFiles.kafka, { ...kafka, UserPoolId: 'shop' }, 'like us-east-1_9aBcDeFgH'],
  ['a broker without a port', samFiles.kafka, { ...kafka, Brokers: 'b-1,b-2:9098' }, 'host:port'],
  ['IAM without a cluster', samFiles.kafka, { ...kafka, Auth: 'iam' }, 'Auth=iam needs ClusterArn'],
  ['SCRAM without a secret', samFiles.kafka, { ...kafka, Auth: 'scram' }, 'Auth=scram needs SecretArn'],
  ['a certificate without a secret', samFiles.kafka, { ...kafka, Auth: 'mtls' }, 'Auth=mtls needs SecretArn'],
  ['IAM without TLS', samFiles.kafka, { ...kafka, Auth: 'iam', ClusterArn: clusterArn, Tls: 'false' }, 'need Tls=true'],
  ['half of a network', samFiles.kafka, { ...kafka, SubnetIds: 'subnet-0a1b2c3d' }, 'or neither'],
  ['no region', samFiles.forwarder, { ...events, DataRegion: 'Frankfurt' }, 'like eu-central-1'],
];

describe.skipIf(missing !== undefined && unavailable('The SAM transform', missing))('a SAM template refuses', () => {
  let made: object[];
  beforeAll(() => {
    made = transformed(REFUSED.map(([, file, parameters]) => ({ file, parameters })));
  });

  it.each(REFUSED.map((each, i) => [...each, i] as const))('%s', (_, __, parameters, message, i) => {
    expect(() => canonicalOf(made[i]!, parameters)).toThrow(message);
  });
});
