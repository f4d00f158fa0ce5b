import { beforeEach, expect, it, vi } from 'vitest';
import { awsSdkCredentials } from './awsSdkCredentials.ts';

interface Parameters {
  clientConfig: object;
  logins?: Record<string, () => Promise<string>>;
}

/** Providers that were made of the AWS SDK, with the tokens that each asked with. */
const made: { parameters: Parameters; tokens: string[] }[] = [];
let fails = false;
vi.mock('@aws-sdk/credential-provider-cognito-identity', () => ({
  fromCognitoIdentityPool: (parameters: Parameters) => {
    const tokens: string[] = [];
    made.push({ parameters, tokens });
    return async () => {
      if (fails) throw new Error('no such identity');
      for (const token of Object.values(parameters.logins ?? {})) tokens.push(await token());
      return { accessKeyId: 'key', secretAccessKey: 'secret' };
    };
  },
}));
beforeEach(() => {
  made.length = 0;
  fails = false;
});

const identityPoolId = 'eu-west-1:11111111-2222-4333-8444-555555555555';
const userOf = (subject: string) => ({ subject, issuer: 'https://id.example/' });
const tokenOf = (sub: string): string => `x.${btoa(JSON.stringify({ sub })).replaceAll('=', '')}.y`;

function authOf(...subjects: string[]) {
  const page = { subject: subjects[0] };
  const auth = {
    current: () => Promise.resolve(page.subject === undefined ? null : userOf(page.subject)),
    idToken: () => Promise.resolve(tokenOf(page.subject ?? '')),
    subscribe: () => () => undefined,
  };
  return { page, auth };
}

it('gives a guest credentials without a login, by one provider of the AWS SDK', async () => {
  const provide = awsSdkCredentials({ identityPoolId, clientConfig: { maxAttempts: 5 } });
  expect(made).toEqual([]);
  expect(await provide()).toMatchObject({ accessKeyId: 'key' });
  await provide();
  expect(made.map(({ parameters }) => parameters)).toEqual([
    { identityPoolId, clientConfig: { region: 'eu-west-1', maxAttempts: 5 } },
  ]);
});

it('gives each user credentials of their own, also when another has signed in since', async () => {
  const { page, auth } = authOf('alice');
  const [alice, bob] = [userOf('alice'), userOf('bob')];
  const provide = awsSdkCredentials({ identityPoolId, auth });
  await provide({ dualRumUser: alice });
  page.subject = 'bob';
  await provide({ dualRumUser: bob });
  await provide({ dualRumUser: alice });
  expect(made.map(({ tokens }) => tokens)).toEqual([[tokenOf('alice'), tokenOf('alice')], [tokenOf('bob')]]);
  expect(Object.keys(made[0]!.parameters.logins!)).toEqual(['id.example']);
});

it('asks the sign-in source who it is where nobody says so', async () => {
  const { page, auth } = authOf('alice');
  const provide = awsSdkCredentials({ identityPoolId, auth });
  await provide();
  expect(made[0]!.tokens).toEqual([tokenOf('alice')]);
  page.subject = undefined;
  await expect(provide()).rejects.toThrow('nobody is signed in');
});

it('makes another provider after a failure: the identity may be no more', async () => {
  const provide = awsSdkCredentials({ identityPoolId });
  fails = true;
  await expect(provide()).rejects.toThrow('no such identity');
  fails = false;
  await provide();
  expect(made).toHaveLength(2);
});
