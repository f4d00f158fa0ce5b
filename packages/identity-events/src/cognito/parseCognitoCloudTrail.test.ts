import { describe, expect, it } from 'vitest';
import { EVENT_TYPES, type IdentityEventType } from '../model/eventTypes.ts';
import { MessageError } from '../model/MessageError.ts';
import { CLOUD_TRAIL_NAMES } from './cloudTrailNames.ts';
import { callOf, fuzzParseCognitoCloudTrail } from './fuzzParseCognitoCloudTrail.testing.ts';
import { parseCognitoCloudTrail } from './parseCognitoCloudTrail.ts';
import { cognitoCloudTrailSamples } from './samples.ts';

const samples = cognitoCloudTrailSamples(new Date('2026-11-26T10:00:00Z'));
const SUB = '704b1e47-34fe-40e9-8c41-504997494531';

describe('parseCognitoCloudTrail', () => {
  it('reads all there is of a failed sign-in', () => {
    const failed = samples.find(({ detail }) => detail['errorCode'] === 'PasswordResetRequiredException')!;
    expect(parseCognitoCloudTrail(failed)).toEqual({
      id: '11111111-1111-4111-8111-000000000005',
      source: 'aws.cognito-idp',
      type: 'sign-in-failed',
      outcome: 'failure',
      subject: SUB,
      issuer: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_9aBcDeFgH',
      occurredAt: '2026-11-26T10:00:05.000Z',
      provider: 'cognito',
      code: 'AdminInitiateAuth',
      client: { id: '1example23456789abcdefghij' },
      ip: '203.0.113.7',
      userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)',
      reason: 'PasswordResetRequiredException: Password reset required for the user',
      tenant: 'eu-central-1_9aBcDeFgH',
      raw: failed.detail,
    });
  });

  it('makes of the samples what they are', () => {
    const read = samples.map((sample) => parseCognitoCloudTrail(sample)).map(({ code, type }) => `${code} ${type}`);
    expect(read).toEqual([
      'InitiateAuth sign-in-started',
      'InitiateAuth sign-in-failed',
      'InitiateAuth sign-in-failed',
      'InitiateAuth token-issued',
      'InitiateAuth token-refused',
      'AdminInitiateAuth sign-in-failed',
      'RespondToAuthChallenge sign-in-failed',
      'GlobalSignOut sign-out',
      'AdminUserGlobalSignOut sign-out',
      'RevokeToken sign-out',
      'RevokeToken sign-out-failed',
      'SignUp sign-up-started',
      'SignUp sign-up-failed',
      'AdminCreateUser user-created',
      'UpdateUserAttributes profile-updated',
      'AdminUpdateUserAttributes profile-updated',
      'ForgotPassword password-change-requested',
      'AdminDisableUser access-blocked',
      'DeleteUser user-deleted',
      'AdminDeleteUser user-deleted',
      'ACallOfTomorrow other',
      'Login_GET service-notice',
      'Login_POST sign-in-started',
      'Login_POST sign-in-failed',
      'Signup_POST sign-up-started',
      'Confirm_POST service-notice',
      'Token_POST token-issued',
      'Logout_GET sign-out',
    ]);
  });

  it.each(Object.entries(CLOUD_TRAIL_NAMES))('gives %s the types of the table', (name, { succeeded, failed }) => {
    expect(parseCognitoCloudTrail(callOf(name))).toMatchObject({ code: name, type: succeeded });
    const error = { errorCode: 'NotAuthorizedException' };
    const event = parseCognitoCloudTrail(callOf(name, error));
    expect(event).toMatchObject({ code: name, type: failed, outcome: 'failure', reason: 'NotAuthorizedException' });
    expect(EVENT_TYPES[succeeded]).not.toBe('failure');
  });

  it.each(['AdminCreateUser', 'SignUp', 'Confirm_POST', 'GlobalSignOut'])('finds the subject of %s', (name) => {
    const sample = samples.find(({ detail }) => detail['eventName'] === name);
    expect(parseCognitoCloudTrail(sample).subject).toBe(SUB);
  });

  it('takes nothing from what CloudTrail hides', () => {
    const hidden = 'HIDDEN_DUE_TO_SECURITY_REASONS';
    const event = parseCognitoCloudTrail(
      callOf('SignUp', { responseElements: { userSub: hidden }, requestParameters: { clientId: hidden } }),
    );
    expect(event).not.toHaveProperty('subject');
    expect(event).not.toHaveProperty('client');
  });

  it.each<[status: unknown, type: IdentityEventType]>([
    [302, 'sign-out'],
    [400, 'sign-out-failed'],
    ['x', 'sign-out'],
  ])('takes a hosted page that answers %s for a %s', (status, type) => {
    const additionalEventData = { responseParameters: { status } };
    expect(parseCognitoCloudTrail(callOf('Logout_GET', { additionalEventData })).type).toBe(type);
  });

  it('takes no call of another service for one of user pools', () => {
    const event = parseCognitoCloudTrail(callOf('RevokeToken', { eventSource: 'sso-oauth.amazonaws.com' }));
    expect(event).toMatchObject({ type: 'other', code: 'RevokeToken' });
  });

  it('takes no name of a service for an address', () => {
    expect(parseCognitoCloudTrail(callOf('SignUp', { sourceIPAddress: 'AWS Internal' }))).not.toHaveProperty('ip');
    expect(parseCognitoCloudTrail(callOf('SignUp', { sourceIPAddress: '2001:db8::7' })).ip).toBe('2001:db8::7');
  });

  it.each(['', 'constructor', '__proto__', 'ListUsers'])('keeps the unknown call %j', (name) => {
    const event = parseCognitoCloudTrail(callOf(name, { errorCode: 'AccessDenied' }));
    expect(event).toMatchObject({ type: 'other', outcome: 'unknown', code: name, reason: 'AccessDenied' });
  });

  it('takes the id and the time of EventBridge where CloudTrail says none', () => {
    const { detail, ...rest } = callOf('SignUp', { eventTime: 'yesterday', eventID: {} });
    const event = parseCognitoCloudTrail({ ...rest, detail });
    expect(event).toMatchObject({ id: 'e1', occurredAt: '2026-11-26T10:00:00.000Z' });
  });

  it.each([
    ['a text', 'hello', 'no object "detail"'],
    ['a detail alone', callOf('SignUp').detail, 'without an input transformer'],
    ['no id', { time: '2026-11-26T10:00:00Z', detail: { eventName: 'SignUp' } }, 'has no id'],
    ['no time', { id: 'e1', detail: { eventName: 'SignUp' } }, 'has no time'],
  ])('says what is wrong with %s', (_, value, message) => {
    expect(() => parseCognitoCloudTrail(value)).toThrow(MessageError);
    expect(() => parseCognitoCloudTrail(value)).toThrow(message);
  });

  fuzzParseCognitoCloudTrail(500);
});
