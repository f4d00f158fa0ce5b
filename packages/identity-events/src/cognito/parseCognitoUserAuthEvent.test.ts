import { describe, expect, it } from 'vitest';
import { EVENT_TYPES } from '../model/eventTypes.ts';
import { MessageError } from '../model/MessageError.ts';
import { fuzzParseCognitoUserAuthEvent } from './fuzzParseCognitoUserAuthEvent.testing.ts';
import { parseCognitoUserAuthEvent } from './parseCognitoUserAuthEvent.ts';
import { cognitoUserAuthSamples } from './samples.ts';
import { USER_AUTH_EVENTS } from './userAuthEvents.ts';

const samples = cognitoUserAuthSamples(new Date('2026-11-26T10:00:00Z'));

describe('parseCognitoUserAuthEvent', () => {
  it('reads all there is of a failed sign-in', () => {
    const failed = samples[5];
    expect(parseCognitoUserAuthEvent(failed)).toEqual({
      id: '22222222-2222-4222-8222-000000000005',
      source: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_9aBcDeFgH',
      type: 'sign-in-failed',
      outcome: 'failure',
      subject: '704b1e47-34fe-40e9-8c41-504997494531',
      issuer: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_9aBcDeFgH',
      occurredAt: '2026-11-26T10:00:05.000Z',
      provider: 'cognito',
      code: 'SignIn',
      client: { id: '1example23456789abcdefghij' },
      ip: '203.0.113.7',
      reason: 'Block',
      tenant: 'eu-central-1_9aBcDeFgH',
      raw: failed,
    });
  });

  it('makes of the samples what they are', () => {
    expect(samples.map((sample) => parseCognitoUserAuthEvent(sample).type)).toEqual([
      'sign-up-started',
      'sign-up',
      'sign-up-failed',
      'sign-in-started',
      'sign-in',
      'sign-in-failed',
      'password-change-requested',
      'profile-updated',
      'password-change-request-failed',
      'password-change-requested',
      'profile-updated',
      'profile-update-failed',
      'code-sent',
      'code-sent',
      'code-not-sent',
      'other',
      'other',
      'other',
    ]);
  });

  it('calls a failure what Cognito calls one, and nothing else', () => {
    for (const { Pass, Fail, InProgress } of Object.values(USER_AUTH_EVENTS)) {
      expect([Pass, Fail, InProgress].map((type) => EVENT_TYPES[type] === 'failure')).toEqual([false, true, false]);
    }
  });

  it.each([
    ['SignIn', 'Perhaps'],
    ['SignIn', undefined],
    ['constructor', 'Pass'],
  ])('keeps %s with the response %s', (eventType, eventResponse) => {
    const event = parseCognitoUserAuthEvent({
      eventTimestamp: '1',
      message: { eventId: 'e', eventType, eventResponse },
    });
    expect(event).toMatchObject({ type: 'other', code: eventType, source: 'urn:cognito' });
  });

  it('takes the date of the message where the entry has no time', () => {
    const entry = { message: samples[0]!['message'] };
    expect(parseCognitoUserAuthEvent(entry).occurredAt).toBe('2026-11-26T10:00:00.000Z');
  });

  it.each([
    ['a text', 'hello', 'no object "message"'],
    ['no id', { eventTimestamp: '1', message: {} }, 'has no id'],
    ['no time', { eventTimestamp: 'soon', message: { eventId: 'e' } }, 'has no time'],
  ])('says what is wrong with %s', (_, value, message) => {
    expect(() => parseCognitoUserAuthEvent(value)).toThrow(MessageError);
    expect(() => parseCognitoUserAuthEvent(value)).toThrow(message);
  });

  fuzzParseCognitoUserAuthEvent(500);
});
