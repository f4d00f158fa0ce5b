import { describe, expect, it } from 'vitest';
import { createAuth0EventsToS3 } from './createAuth0EventsToS3.ts';
import { createAuth0UsersToDynamoDb } from './createAuth0UsersToDynamoDb.ts';
import { createCognitoEventsToKafka } from './createCognitoEventsToKafka.ts';
import { createCognitoTriggersToKafka } from './createCognitoTriggersToKafka.ts';
import { createCognitoUsersToDynamoDb } from './createCognitoUsersToDynamoDb.ts';
import { SettingError } from './SettingError.ts';

describe('the environment of a function', () => {
  it.each([
    [{}, 'BUCKET: missing; it must be the name of the bucket for the events.'],
    [{ BUCKET: '' }, 'BUCKET: missing'],
    [
      { BUCKET: 'b', FORMATS: 'csv,json' },
      'FORMATS: "csv,json" given; it must be csv, parquet or several with commas.',
    ],
    [{ BUCKET: 'b', FORMATS: '' }, 'FORMATS: "" given'],
  ])('of auth0-events-to-s3: %j', (env, message) => {
    expect(() => createAuth0EventsToS3(env)).toThrow(SettingError);
    expect(() => createAuth0EventsToS3(env)).toThrow(message);
  });

  it.each([
    [{}, 'TABLE: missing; it must be the name of the table of users.'],
    [{ TABLE: 't', WRITE: 'merge' }, 'WRITE: "merge" given; it must be put or update.'],
    [{ TABLE: 't', ONLY_WITH_USER_METADATA: 'yes' }, 'ONLY_WITH_USER_METADATA: "yes" given; it must be false or true.'],
  ])('of auth0-users-to-dynamodb: %j', (env, message) => {
    expect(() => createAuth0UsersToDynamoDb(env)).toThrow(message);
  });

  const kafka = { BROKERS: 'b-1:9098,b-2:9098', TOPIC: 'identity', AWS_REGION: 'eu-west-1' };

  it.each([
    [{ BROKERS: undefined }, 'BROKERS: missing; it must be the brokers as host:port, with commas.'],
    [{ BROKERS: 'b-1:9098,b-2' }, 'BROKERS: "b-2" given; each must be host:port.'],
    [{ BROKERS: 'b-1:99999' }, 'BROKERS: "b-1:99999" given'],
    [{ TOPIC: '' }, 'TOPIC: missing; it must be the topic, which must exist.'],
    [{ TOPIC: 'a/b' }, 'TOPIC: "a/b" given; it must be letters, digits, ., _ and -, at most 249.'],
    [{ AUTH: 'plain' }, 'AUTH: "plain" given; it must be none or scram or iam or mtls.'],
    [{ AUTH: 'scram' }, 'SECRET_ARN: missing; it must be the ARN of a secret with "username" and "password".'],
    [{ AUTH: 'mtls' }, 'SECRET_ARN: missing; it must be the ARN of a secret with "certificate" and "privateKey"'],
    [{ AUTH: 'iam', TLS: 'false' }, 'TLS: "false" given; AUTH iam needs TLS.'],
    [{ AUTH: 'iam', AWS_REGION: undefined }, 'AWS_REGION: missing'],
    [{ CA: 'authority.pem' }, 'CA: is no certificate; it must be PEM'],
  ])('of cognito-events-to-kafka: %j', (env, message) => {
    expect(() => createCognitoEventsToKafka({ ...kafka, ...env })).toThrow(SettingError);
    expect(() => createCognitoEventsToKafka({ ...kafka, ...env })).toThrow(message);
  });

  it.each([
    [{}, 'QUEUE_URL: missing; it must be the URL of the queue that cognito-events-to-kafka reads.'],
    [{ QUEUE_URL: 'q', SEND: 'kafka' }, 'SEND: "kafka" given; it must be queue or direct.'],
    [{ QUEUE_URL: 'q', DEADLINE_MS: '5000' }, 'DEADLINE_MS: "5000" given; it must be a whole number from 100 to 4500'],
  ])('of cognito-triggers-to-kafka: %j', (env, message) => {
    expect(() => createCognitoTriggersToKafka(env)).toThrow(message);
  });

  it.each([
    [{ TABLE: 't' }, 'QUEUE_URL: missing; it must be the URL of the queue'],
    [
      { TABLE: 't', QUEUE_URL: 'q', EMPTY_ATTRIBUTES: 'keep' },
      'EMPTY_ATTRIBUTES: "keep" given; it must be omit or null.',
    ],
    [
      { TABLE: 't', QUEUE_URL: 'q', DEADLINE_MS: '5 s' },
      'DEADLINE_MS: "5 s" given; it must be a whole number from 100 to 4500.',
    ],
    [{ TABLE: 't', QUEUE_URL: 'q', DEADLINE_MS: '5000' }, 'DEADLINE_MS: "5000" given'],
  ])('of cognito-users-to-dynamodb: %j', (env, message) => {
    expect(() => createCognitoUsersToDynamoDb(env)).toThrow(message);
  });

  it('takes what the infrastructure sets', () => {
    expect(createAuth0EventsToS3({ BUCKET: 'b', FORMATS: 'csv, parquet', AWS_REGION: 'eu-west-1' })).toBeTypeOf(
      'function',
    );
    expect(createAuth0UsersToDynamoDb({ TABLE: 't', WRITE: 'update' })).toBeTypeOf('function');
    for (const auth of ['none', 'iam', 'scram', 'mtls']) {
      expect(createCognitoEventsToKafka({ ...kafka, AUTH: auth, SECRET_ARN: 's' })).toBeTypeOf('function');
    }
    expect(createCognitoTriggersToKafka({ QUEUE_URL: 'q', AWS_REGION: 'eu-west-1' })).toBeTypeOf('function');
    expect(createCognitoUsersToDynamoDb({ TABLE: 't', QUEUE_URL: 'q', DEADLINE_MS: '900' })).toBeTypeOf('function');
  });
});
