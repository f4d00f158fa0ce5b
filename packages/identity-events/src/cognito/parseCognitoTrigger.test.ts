import { CloudEvent } from 'cloudevents';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVENT_TYPES, type IdentityEventType } from '../model/eventTypes.ts';
import { MessageError } from '../model/MessageError.ts';
import { toCloudEvent } from '../model/toCloudEvent.ts';
import { fuzzParseCognitoTrigger } from './fuzzParseCognitoTrigger.testing.ts';
import { parseCognitoTrigger } from './parseCognitoTrigger.ts';
import { cognitoTriggerSamples, SECRET, type TriggerSample } from './samples.ts';
import { TRIGGER_SOURCES } from './triggerSources.ts';

const samples = cognitoTriggerSamples();
const at = new Date('2026-11-26T10:00:00Z');
const later = (seconds: number) => new Date(at.getTime() + seconds * 1000);
const sampleOf = (source: string): TriggerSample => samples.find(({ triggerSource }) => triggerSource === source)!;
const idOf = (event: unknown, when = at): string => parseCognitoTrigger(event, when).id;

describe('parseCognitoTrigger', () => {
  it('reads all there is of a sign-in', () => {
    const { response, ...sample } = sampleOf('PostAuthentication_Authentication');
    expect(response).toEqual({});
    const { userAttributes } = sample.request;
    expect(parseCognitoTrigger(sample, at)).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      source: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_9aBcDeFgH',
      type: 'sign-in',
      outcome: 'success',
      subject: '704b1e47-34fe-40e9-8c41-504997494531',
      issuer: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_9aBcDeFgH',
      occurredAt: '2026-11-26T10:00:00.000Z',
      provider: 'cognito',
      code: 'PostAuthentication_Authentication',
      client: { id: '1example23456789abcdefghij' },
      tenant: 'eu-central-1_9aBcDeFgH',
      raw: { ...sample, request: { userAttributes, newDeviceUsed: true } },
    });
  });

  it.each<[string, IdentityEventType]>([
    ['PreSignUp_SignUp', 'sign-up-started'],
    ['PreSignUp_AdminCreateUser', 'sign-up-started'],
    ['PreSignUp_ExternalProvider', 'sign-up-started'],
    ['PostConfirmation_ConfirmSignUp', 'sign-up'],
    ['PostConfirmation_ConfirmForgotPassword', 'profile-updated'],
    ['PreAuthentication_Authentication', 'sign-in-started'],
    ['PostAuthentication_Authentication', 'sign-in'],
    ['TokenGeneration_HostedAuth', 'token-issued'],
    ['TokenGeneration_Authentication', 'token-issued'],
    ['TokenGeneration_NewPasswordChallenge', 'token-issued'],
    ['TokenGeneration_AuthenticateDevice', 'token-issued'],
    ['TokenGeneration_RefreshTokens', 'token-issued'],
    ['TokenGeneration_ClientCredentials', 'token-issued'],
    ['TokenGeneration_OfTomorrow', 'token-issued'],
    ['CustomMessage_SignUp', 'other'],
    ['CustomEmailSender_SignUp', 'other'],
    ['UserMigration_Authentication', 'other'],
    ['VerifyAuthChallengeResponse_Authentication', 'other'],
    ['cognito:userPool:PostConfirmation', 'other'],
    ['constructor', 'other'],
    ['__proto__', 'other'],
  ])('makes of %s an event of type %s', (code, type) => {
    const event = parseCognitoTrigger({ ...samples[0], triggerSource: code }, at);
    expect(event).toMatchObject({ code, type, outcome: EVENT_TYPES[type] });
  });

  it('takes an attempt for neither a success nor a failure', () => {
    for (const source of ['PreSignUp_SignUp', 'PreAuthentication_Authentication'])
      expect(parseCognitoTrigger(sampleOf(source), at).outcome).toBe('notice');
  });

  it('has a sample of every trigger source of the table, and of the versions 1 to 3', () => {
    const sources = new Set(samples.map(({ triggerSource }) => triggerSource));
    expect(Object.keys(TRIGGER_SOURCES).filter((source) => !sources.has(source))).toEqual([]);
    expect(new Set(samples.map(({ version }) => version))).toEqual(new Set(['1', '2', '3']));
  });

  it('reads the three versions of token generation alike', () => {
    const all = samples.filter(({ triggerSource }) => triggerSource === 'TokenGeneration_RefreshTokens');
    expect(all.map(({ version }) => version)).toEqual(['1', '2', '3']);
    for (const sample of all) {
      const { type, subject, raw } = parseCognitoTrigger(sample, at);
      expect([type, subject]).toEqual(['token-issued', '704b1e47-34fe-40e9-8c41-504997494531']);
      expect((raw as TriggerSample).request['scopes']).toEqual(sample.request['scopes']);
    }
  });

  it('tells no subject of what no user does, and of a user who is not there yet', () => {
    for (const source of ['TokenGeneration_ClientCredentials', 'PreSignUp_SignUp'])
      expect(parseCognitoTrigger(sampleOf(source), at)).not.toHaveProperty('subject');
  });

  it('names the other identity provider of a federated user', () => {
    const federated = samples.find(({ request }) => 'identities' in ((request['userAttributes'] as object) ?? {}));
    expect(parseCognitoTrigger(federated, at)).toMatchObject({ connection: 'Google', strategy: 'Google' });
    const broken = { ...federated, request: { userAttributes: { identities: '[{' } } };
    expect(parseCognitoTrigger(broken, at)).not.toHaveProperty('connection');
  });

  it.each([
    ['cn-north-1_aB1', 'https://cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_aB1'],
    ['us-gov-west-1_aB1', 'https://cognito-idp.us-gov-west-1.amazonaws.com/us-gov-west-1_aB1'],
    ['local_aB1', undefined],
    ['eu-central-1_a/../b', undefined],
    [7, undefined],
  ])('takes the issuer from the user pool id %s', (userPoolId, issuer) => {
    const event = parseCognitoTrigger({ ...samples[0], userPoolId }, at);
    expect(event.issuer).toBe(issuer);
    expect(event.source).toBe(issuer ?? 'urn:cognito');
  });

  it.each(samples.map((sample) => [`${sample.triggerSource} V${sample.version}`, sample] as const))(
    'keeps no secret of %s',
    (_, sample) => {
      expect(JSON.stringify(parseCognitoTrigger(sample, at))).not.toContain(SECRET);
    },
  );

  it('has samples that carry secrets', () => {
    expect(samples.filter((sample) => JSON.stringify(sample).includes(SECRET)).length).toBeGreaterThan(20);
  });

  it('keeps no secret in fields of tomorrow', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        fc.pre(
          ![one, other].some((name) => ['userName', 'userAttributes', 'scopes', 'groupConfiguration'].includes(name)),
        );
        const event = {
          [one]: SECRET,
          triggerSource: 'X_Y',
          callerContext: { [other]: SECRET },
          request: { [other]: { x: SECRET } },
          response: { [one]: SECRET },
        };
        expect(JSON.stringify(parseCognitoTrigger(event, at))).not.toContain(SECRET);
      }),
    );
  });

  it('tells the profile, but no attribute named as a secret', () => {
    const userAttributes = { sub: 's', email: 'e', 'custom:plan': 'free', 'custom:idToken': SECRET, password: SECRET };
    const { raw } = parseCognitoTrigger({ triggerSource: 'X', request: { userAttributes } }, at);
    expect(raw).toEqual({
      triggerSource: 'X',
      request: { userAttributes: { sub: 's', email: 'e', 'custom:plan': 'free' } },
    });
  });

  it('gives Cognito’s three tries one id, and the next sign-in another', () => {
    for (const sample of samples) {
      const again = JSON.parse(JSON.stringify(sample)) as TriggerSample;
      expect([idOf(again, later(5)), idOf(again, later(10))]).toEqual([idOf(sample), idOf(sample)]);
    }
    const signIn = sampleOf('PostAuthentication_Authentication');
    expect(idOf(signIn, later(30))).not.toBe(idOf(signIn));
  });

  it('gives a confirmed sign-up one id at any time, for each user', () => {
    const signUp = sampleOf('PostConfirmation_ConfirmSignUp');
    expect(idOf(signUp, later(86_400))).toBe(idOf(signUp));
    const nobody = { ...signUp, request: { userAttributes: {} } };
    expect(idOf(nobody, later(86_400))).not.toBe(idOf(nobody));
    const other = {
      ...signUp,
      request: { userAttributes: { ...(signUp.request['userAttributes'] as object), sub: 'b' } },
    };
    expect(idOf(other)).not.toBe(idOf(signUp));
  });

  it('makes no id of a secret', () => {
    const sample = sampleOf('VerifyAuthChallengeResponse_Authentication');
    expect(idOf({ ...sample, request: { ...sample.request, challengeAnswer: '123456' } })).toBe(idOf(sample));
  });

  it('takes the time it is called for when it happened', () => {
    const before = Date.now();
    const { occurredAt } = parseCognitoTrigger(samples[0]);
    expect(Date.parse(occurredAt)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(occurredAt)).toBeLessThanOrEqual(Date.now());
  });

  it.each([
    ['a text', 'hello'],
    ['null', null],
    ['a list', []],
    ['no trigger source', { request: {} }],
    ['an empty trigger source', { triggerSource: '' }],
    ['a trigger source that is a number', { triggerSource: 7 }],
  ])('says what is wrong with %s', (_, value) => {
    expect(() => parseCognitoTrigger(value, at)).toThrow(MessageError);
    expect(() => parseCognitoTrigger(value, at)).toThrow('no text "triggerSource"');
  });

  fuzzParseCognitoTrigger(500);

  it('throws MessageError and nothing else for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        try {
          parseCognitoTrigger(value, at);
        } catch (error) {
          expect(error).toBeInstanceOf(MessageError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it.each(samples.map((sample) => [`${sample.triggerSource} V${sample.version}`, sample] as const))(
    'makes of %s what the CNCF’s SDK takes for a valid event',
    (_, sample) => {
      const event = parseCognitoTrigger(sample, at);
      // Strict: throws for what the specification does not allow.
      const read = new CloudEvent(JSON.parse(JSON.stringify(toCloudEvent(event))) as Partial<CloudEvent>, true);
      expect(read).toMatchObject({ id: event.id, source: event.source, type: `dual-rum.identity.${event.type}` });
    },
  );
});
