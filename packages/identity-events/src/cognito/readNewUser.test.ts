import fc from 'fast-check';
import { v5 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { planNewUser } from '../dynamodb/planNewUser.ts';
import { uuidOf } from '../model/uuidOf.ts';
import { readNewUser } from './readNewUser.ts';
import { cognitoTriggerSamples, SECRET } from './samples.ts';

const at = new Date('2026-11-26T10:00:00Z');
const samples = cognitoTriggerSamples();
const signUp = samples.find(({ triggerSource }) => triggerSource === 'PostConfirmation_ConfirmSignUp')!;
const withAttributes = (userAttributes: Record<string, unknown>) => ({ ...signUp, request: { userAttributes } });
const userOf = (userAttributes: Record<string, unknown>) => readNewUser(withAttributes(userAttributes), at, true)!;
const ISSUER = 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_9aBcDeFgH';

describe('readNewUser', () => {
  it('takes confirmed sign-ups and, when told to, sign-ins; nothing else', () => {
    const taken = (onSignIn: boolean) =>
      samples.filter((sample) => readNewUser(sample, at, onSignIn)).map(({ triggerSource }) => triggerSource);
    expect(taken(false)).toEqual(['PostConfirmation_ConfirmSignUp']);
    expect(taken(true)).toEqual(['PostConfirmation_ConfirmSignUp', 'PostAuthentication_Authentication']);
  });

  it('reads all there is', () => {
    expect(readNewUser(signUp, at, false)).toEqual({
      userId: '704b1e47-34fe-40e9-8c41-504997494531',
      id: v5(`${ISSUER}#704b1e47-34fe-40e9-8c41-504997494531`, v5.URL),
      userPoolId: 'eu-central-1_9aBcDeFgH',
      userName: 'ada',
      connection: undefined,
      code: 'PostConfirmation_ConfirmSignUp',
      at: '2026-11-26T10:00:00.000Z',
      attributes: { email: 'ada@example.com', email_verified: 'true' },
    });
  });

  it('names the provider of a federated user, and keeps no token of theirs', () => {
    const identities = JSON.stringify([{ providerName: 'Google', providerType: 'Google' }]);
    const user = userOf({ sub: 's', identities, 'custom:access_token': SECRET });
    expect(user).toMatchObject({ connection: 'Google', attributes: {} });
    expect(JSON.stringify(user)).not.toContain(SECRET);
  });

  it('gives a user of a pool one id at any time, and no other user', () => {
    const idOf = (sub: string, when: Date, userPoolId = signUp.userPoolId) =>
      readNewUser({ ...withAttributes({ sub }), userPoolId }, when, false)!.id;
    expect(idOf('a', new Date('2027-01-01'))).toBe(idOf('a', at));
    expect(new Set([idOf('a', at), idOf('b', at), idOf('a', at, 'local_1'), idOf('a', at, 'local_2')]).size).toBe(4);
  });

  it('says that a sign-up tells nobody', () => {
    expect(() => userOf({ email: 'ada@example.com' })).toThrow('has no "sub"');
  });
});

it('uuidOf is version 5 of RFC 9562', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (url) => {
      expect(uuidOf(url)).toBe(v5(url, v5.URL));
    }),
    { numRuns: 200 },
  );
});

describe('the rows of a new user', () => {
  const all = { sub: 's', email: 'ada@example.com', given_name: 'Ada', family_name: 'Lovelace', 'custom:plan': '' };
  const key = { user_id: 's', id: userOf(all).id, created_at: '2026-11-26T10:00:00.000Z' };
  const account = {
    user_pool_id: 'eu-central-1_9aBcDeFgH',
    user_name: 'ada',
    source: 'PostConfirmation_ConfirmSignUp',
  };
  const person = { full_name: 'Ada Lovelace', given_name: 'Ada', family_name: 'Lovelace' };

  it('are one, without what is empty or missing', () => {
    expect(planNewUser(userOf(all), { users: 'u', profiles: undefined }, 'omit')).toEqual([
      { table: 'u', item: { ...key, ...account, email: 'ada@example.com', ...person } },
    ]);
  });

  it('are two, the profile with the full name, and NULL for what is empty or missing', () => {
    expect(planNewUser(userOf(all), { users: 'u', profiles: 'p' }, 'null')).toEqual([
      {
        table: 'u',
        item: {
          ...{ ...key, ...account, email: 'ada@example.com' },
          ...{ email_verified: null, phone_number: null, phone_number_verified: null },
        },
      },
      { table: 'p', item: { ...key, ...person, 'custom:plan': null } },
    ]);
  });

  it.each([
    [{ name: 'Ada L.', given_name: 'Ada' }, 'Ada L.'],
    [{ name: '', given_name: 'Ada', family_name: '' }, 'Ada'],
    [{ family_name: 'Lovelace' }, 'Lovelace'],
    [{}, undefined],
  ])('have of %j the full name %s', (attributes, full) => {
    const [row] = planNewUser(userOf({ sub: 's', ...attributes }), { users: 'u', profiles: undefined }, 'omit');
    expect(row!.item['full_name']).toBe(full);
  });
});
