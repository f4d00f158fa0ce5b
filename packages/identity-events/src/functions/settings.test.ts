import { describe, expect, it } from 'vitest';
import { createAuth0EventsToS3 } from './createAuth0EventsToS3.ts';
import { createAuth0UsersToDynamoDb } from './createAuth0UsersToDynamoDb.ts';
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
    expect(createCognitoUsersToDynamoDb({ TABLE: 't', QUEUE_URL: 'q', DEADLINE_MS: '900' })).toBeTypeOf('function');
  });
});
