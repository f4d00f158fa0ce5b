import { describe, expect, it } from 'vitest';
import { OptionError } from '../../OptionError.ts';
import { checkAuth0EventsForwarder } from './checkAuth0EventsForwarder.ts';
import { checkAuth0EventsToS3 } from './checkAuth0EventsToS3.ts';
import { checkAuth0UsersToDynamoDb } from './checkAuth0UsersToDynamoDb.ts';

const eventBusName = 'aws.partner/auth0.com/my-shop-0b5e7c5e-6d3c-4f7e-9a70-5b0c6a1f2d3e/auth0.logs';
const bucket = { name: 'data-lake' };
const principalArn = 'arn:aws:quicksight:us-east-1:123456789012:user/default/ann';

describe('Auth0EventsToS3', () => {
  it('has defaults for all but the bus', () => {
    expect(checkAuth0EventsToS3({ eventBusName })).toEqual({
      eventBusName,
      name: 'auth0-events',
      forwarded: false,
      moreCodes: [],
      encryption: 'sqs',
      batchSize: 1000,
      batchingWindow: 300,
      logRetentionDays: 30,
      topicArn: undefined,
      oldestMessageSeconds: 900,
      bucket: undefined,
      prefix: 'identity-events/auth0',
      formats: ['csv', 'parquet'],
      keepDays: undefined,
      quickSightPrincipalArn: undefined,
    });
  });

  it('takes formats in any order, and texts that are known only at deployment', () => {
    const token = '${Token[TOKEN.12]}';
    const checked = checkAuth0EventsToS3({
      eventBusName: token,
      formats: ['parquet', 'csv'],
      bucket: { name: token, keyArn: token },
      quickSight: { principalArn: token },
      alarms: { topicArn: token },
    });
    expect(checked.formats).toEqual(['csv', 'parquet']);
    expect(checked.eventBusName).toBe(token);
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ['no bus', { eventBusName: undefined }, 'eventBusName', 'missing; it must be the partner event bus'],
    ['another bus', { eventBusName: 'default' }, 'eventBusName', '"default" given'],
    ['a bus of another partner', { eventBusName: 'aws.partner/zendesk.com/1/x' }, 'eventBusName', 'auth0'],
    ['a misspelt option', { bukcet: bucket }, 'bukcet', 'unknown; options takes'],
    ['a code twice in the list', { moreCodes: ['sv', 'sv'] }, 'moreCodes', 'each once'],
    ['a code that has a rule', { moreCodes: ['sv', 'fp'] }, 'moreCodes', 'it would arrive twice'],
    ['no list of codes', { moreCodes: 'sv' }, 'moreCodes', 'a list of Auth0'],
    ['a name with capitals', { name: 'Events' }, 'name', 'lower-case letters'],
    ['a name known only later', { name: '${Token[TOKEN.1]}' }, 'name', 'lower-case letters'],
    ['encryption that is none', { encryption: 'none' }, 'encryption', "'sqs' or 'kms'"],
    ['a batch of none', { batchSize: 0 }, 'batchSize', 'a whole number from 1 to 10000'],
    ['a batch that cannot fill', { batchSize: 11, batchingWindow: 0 }, 'batchingWindow', 'at least 1'],
    ['a window too long', { batchingWindow: 301 }, 'batchingWindow', 'from 0 to 300'],
    ['days that CloudWatch does not know', { logRetentionDays: 31 }, 'logRetentionDays', 'one of 1, 3, 5'],
    ['an age of none', { alarms: { oldestMessageSeconds: 0 } }, 'alarms.oldestMessageSeconds', 'a whole number'],
    ['a topic by name', { alarms: { topicArn: 'ops' } }, 'alarms.topicArn', 'the ARN of an SNS topic'],
    ['an alarm that is none', { alarms: { topic: 'ops' } }, 'alarms', '{ topicArn?, oldestMessageSeconds? }'],
    ['a bucket by its ARN', { bucket: { name: 'arn:aws:s3:::data-lake' } }, 'bucket.name', 'not its ARN'],
    ['a key by its alias', { bucket: { ...bucket, keyArn: 'alias/lake' } }, 'bucket.keyArn', 'not of an alias'],
    ['a prefix with a slash', { prefix: '/auth0' }, 'prefix', 'without a slash at either end'],
    ['no format', { formats: [] }, 'formats', "'csv', 'parquet' or both"],
    ['an unknown format', { formats: ['json'] }, 'formats', "'csv', 'parquet' or both"],
    ['days to keep, of a bucket that exists', { bucket, keepDays: 9 }, 'keepDays', 'a lifecycle rule on that bucket'],
    ['part of a day', { keepDays: 0.5 }, 'keepDays', 'a whole number'],
    ['nobody in QuickSight', { quickSight: {} }, 'quickSight.principalArn', 'missing'],
    ['QuickSight without Parquet', { formats: ['csv'], quickSight: { principalArn } }, 'quickSight', "add 'parquet'"],
  ])('refuses %s', (_, options, option, message) => {
    const check = () => checkAuth0EventsToS3({ eventBusName, ...options });
    expect(check).toThrow(OptionError);
    expect(check).toThrow(new RegExp(`^${option}: .*`));
    expect(check).toThrow(message);
  });
});

describe('Auth0UsersToDynamoDb', () => {
  it('takes either stream', () => {
    const eventStreamBusName = eventBusName.replace('auth0.logs', 'users');
    expect(checkAuth0UsersToDynamoDb({ eventStreamBusName })).toMatchObject({
      name: 'auth0-users',
      eventBusName: undefined,
      batchSize: 100,
      batchingWindow: 5,
      write: 'put',
      onlyWithUserMetadata: false,
      table: undefined,
    });
    expect(checkAuth0UsersToDynamoDb({ eventBusName, eventStreamBusName })).toMatchObject({ eventBusName });
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ['no stream', {}, 'eventBusName', 'missing; give the bus of the log stream'],
    ['one bus for both', { eventBusName, eventStreamBusName: eventBusName }, 'eventStreamBusName', 'another bus'],
    ['codes of an event stream', { eventStreamBusName: eventBusName, moreCodes: ['sui'] }, 'moreCodes', 'without'],
    ['a code that has a rule', { eventBusName, moreCodes: ['sdu'] }, 'moreCodes', 'it would arrive twice'],
    ['a table by its ARN', { eventBusName, table: { name: 'arn:aws:x:table/T' } }, 'table.name', 'not its ARN'],
    ['another way to write', { eventBusName, write: 'patch' }, 'write', "'put' or 'update'"],
    ['a text for a flag', { eventBusName, onlyWithUserMetadata: 'yes' }, 'onlyWithUserMetadata', 'true or false'],
  ])('refuses %s', (_, options, option, message) => {
    const check = () => checkAuth0UsersToDynamoDb(options);
    expect(check).toThrow(new RegExp(`^${option}: .*`));
    expect(check).toThrow(message);
  });
});

describe('Auth0EventsForwarder', () => {
  it('sends everything by default', () => {
    expect(checkAuth0EventsForwarder({ eventBusName, dataRegion: 'eu-central-1' })).toEqual({
      eventBusName,
      dataRegion: 'eu-central-1',
      to: 'auth0-events',
      codes: [],
      topicArn: undefined,
    });
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ['no region', { dataRegion: undefined }, 'dataRegion', "a region: 'eu-central-1'"],
    ['a zone', { dataRegion: 'eu-central-1a' }, 'dataRegion', "a region: 'eu-central-1'"],
    ['the partner bus as target', { to: eventBusName }, 'to', 'the name of the pipeline'],
    ['a topic by name', { topicArn: 'ops' }, 'topicArn', 'the ARN of an SNS topic'],
  ])('refuses %s', (_, options, option, message) => {
    const check = () => checkAuth0EventsForwarder({ eventBusName, dataRegion: 'eu-central-1', ...options });
    expect(check).toThrow(new RegExp(`^${option}: .*`));
    expect(check).toThrow(message);
  });
});
