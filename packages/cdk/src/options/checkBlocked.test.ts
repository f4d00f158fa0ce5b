import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createModel } from '../model/createModel.ts';
import { INLINE_LIMIT, policySize } from '../model/policySize.ts';
import { OptionError } from '../OptionError.ts';
import { checkBlocked } from './checkBlocked.ts';
import type { DualRumOptions } from './DualRumOptions.ts';

const identity = 'eu-west-1:00000000-0000-4000-8000-00000000000a';
const login = 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI:CognitoSignIn:11111111-aaaa';
const auth0Login = 'arn:aws:iam::123456789012:oidc-provider/my-shop.eu.auth0.com:OIDC:auth0|5f7c';
const userPool = { userPoolId: 'eu-west-1_AbCdEfGhI', clientIds: ['web'] };
const oidc = { issuer: 'https://my-shop.eu.auth0.com', clientIds: ['kX2m'] };
const base: DualRumOptions = { name: 'Shop', domains: ['shop.example.com'], signIn: { userPool } };
const { signIn: _, ...nobody } = base;
const existing = {
  identityPoolId: identity,
  guestRole: 'arn:aws:iam::123456789012:role/Guests',
  authenticatedRole: 'arn:aws:iam::123456789012:role/Users',
};

describe('a blocked user', () => {
  it('is read as an identity, as an entry of amr, or as a subject of the one provider, each once', () => {
    expect(checkBlocked({ ...base, blocked: [identity, login, auth0Login, '11111111-bbbb', identity] })).toEqual([
      { by: 'identity', value: identity },
      { by: 'login', value: login },
      { by: 'login', value: auth0Login },
      { by: 'subject', at: 'userPool', subject: '11111111-bbbb' },
    ]);
    expect(checkBlocked({ ...base, signIn: { oidc }, blocked: ['auth0|5f7c'] })).toEqual([
      { by: 'subject', at: 'oidc', subject: 'auth0|5f7c' },
    ]);
    expect(checkBlocked(base)).toEqual([]);
  });

  it.each<[DualRumOptions | object, string, RegExp]>([
    [{ ...base, blocked: identity }, 'blocked', /a list of identity ids/],
    [{ ...base, blocked: [''] }, 'blocked[0]', /"" given; it must be an identity id, a subject/],
    [{ ...base, blocked: [7] }, 'blocked[0]', /7 given/],
    [{ ...base, blocked: ['a', 'b c'] }, 'blocked[1]', /"b c" given; it must be printable ASCII/],
    [{ ...base, blocked: ['jos\u00e9'] }, 'blocked[0]', /printable ASCII/],
    [{ ...base, blocked: ['${aws:userid}'] }, 'blocked[0]', /takes for a variable; block the identity id/],
    [{ ...base, blocked: [identity.replace('a', 'A')] }, 'blocked[0]', /in lower case/],
    [
      { ...base, signIn: { userPool, oidc }, blocked: ['auth0|5f7c'] },
      'blocked[0]',
      /a subject of the user pool or of the issuer; write/,
    ],
    [{ ...nobody, existing, blocked: ['auth0|5f7c'] }, 'blocked[0]', /nothing says whose; write the identity id/],
  ])('%j is refused by name', (options, option, message) => {
    let error: unknown;
    try {
      createModel(options as DualRumOptions);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(OptionError);
    expect((error as OptionError).option).toBe(option);
    expect((error as OptionError).message).toMatch(message);
  });
});

describe('more blocked users than a role takes', () => {
  const users = (count: number): string[] =>
    Array.from({ length: count }, (_, i) =>
      identity.replace(/a$/, String(i % 10)).replace('00000000', String(10_000_000 + i)),
    );
  const fits = (blocked: string[]): boolean => {
    try {
      createModel({ ...base, blocked });
      return true;
    } catch {
      return false;
    }
  };

  it('are refused with how many fit, and so many do', () => {
    let message = '';
    try {
      createModel({ ...base, blocked: users(400) });
    } catch (error) {
      message = (error as Error).message;
    }
    const fitting = Number(/^blocked: 400 users given, of whom the first (\d+) fit/.exec(message)?.[1]);
    expect(fitting).toBeGreaterThan(180);
    expect(fits(users(fitting))).toBe(true);
    expect(fits(users(fitting + 1))).toBe(false);
  });

  it('are never let through: what is made fits with PutRumEvents, wherever it is deployed', () => {
    const subject = fc.string({
      unit: fc.constantFrom('a', 'b', '0', '-', '|', '_', '"', '\\'),
      minLength: 1,
      maxLength: 250,
    });
    fc.assert(
      fc.property(fc.uniqueArray(subject, { maxLength: 120 }), (blocked) => {
        let policies: { PolicyDocument: unknown }[];
        try {
          const { Properties } = createModel({ ...base, blocked }).resources['AuthenticatedRole']!;
          policies = Properties['Policies'] as unknown as typeof policies;
        } catch (error) {
          expect(error).toBeInstanceOf(OptionError);
          return;
        }
        const size = policies.reduce((sum, { PolicyDocument }) => {
          const arn = 'arn:aws-us-gov:rum:ap-southeast-1:123456789012:appmonitor/Shop_Authenticated';
          const filled = JSON.stringify(PolicyDocument).replace(
            /\{"Fn::Sub":"[^"]*appmonitor[^"]*"\}/g,
            JSON.stringify(arn),
          );
          return sum + policySize(JSON.parse(filled));
        }, 0);
        expect(size).toBeLessThanOrEqual(INLINE_LIMIT);
      }),
      { numRuns: 50 },
    );
  });
});
