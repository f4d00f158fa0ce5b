import { beforeEach, expect, it, vi } from 'vitest';
import { awsSdkCredentials } from './awsSdkCredentials.ts';

interface Command {
  name: string;
  input: { IdentityId?: string; Logins?: Record<string, string> };
}

interface Sdk {
  configs: object[];
  asked: Command[];
  failure: Error | undefined;
}

/** Clients that were made of the AWS SDK, and what they were asked. */
const sdk = vi.hoisted((): Sdk => ({ configs: [], asked: [], failure: undefined }));
vi.mock('@aws-sdk/client-cognito-identity', () => {
  class CognitoIdentityClient {
    constructor(config: object) {
      sdk.configs.push(config);
    }
    send({ name, input }: Command): Promise<object> {
      sdk.asked.push({ name, input });
      if (sdk.failure) return Promise.reject(sdk.failure);
      const Credentials = { AccessKeyId: 'key', SecretKey: 'secret', SessionToken: 'token', Expiration: new Date(5) };
      return Promise.resolve(name === 'GetId' ? { IdentityId: 'mine' } : { Credentials });
    }
  }
  const commandOf = (name: string) =>
    class {
      readonly name = name;
      constructor(readonly input: Command['input']) {}
    };
  return {
    CognitoIdentityClient,
    GetIdCommand: commandOf('GetId'),
    GetCredentialsForIdentityCommand: commandOf('GetCredentialsForIdentity'),
  };
});
beforeEach(() => {
  sdk.configs.length = sdk.asked.length = 0;
  sdk.failure = undefined;
});
const names = (): string[] => sdk.asked.map(({ name }) => name);
const tokens = (): unknown[] => sdk.asked.map(({ input }) => Object.values(input.Logins ?? {})[0]);

const identityPoolId = 'eu-west-1:11111111-2222-4333-8444-555555555555';
const userOf = (subject: string) => ({ subject, issuer: 'https://id.example/' });
const tokenOf = (sub: string): string => `x.${btoa(JSON.stringify({ sub })).replaceAll('=', '')}.y`;

function authOf(...subjects: string[]) {
  const page: { subject: string | undefined } = { subject: subjects[0] };
  const auth = {
    current: () => Promise.resolve(page.subject === undefined ? null : userOf(page.subject)),
    idToken: () => Promise.resolve(tokenOf(page.subject ?? '')),
    subscribe: () => () => undefined,
  };
  return { page, auth };
}

it('gives a guest credentials without a login, by one client, and asks for the identity once', async () => {
  const provide = awsSdkCredentials({ identityPoolId, clientConfig: { maxAttempts: 5 } });
  expect(sdk.configs).toEqual([]);
  expect(await provide()).toEqual({
    identityId: 'mine',
    accessKeyId: 'key',
    secretAccessKey: 'secret',
    sessionToken: 'token',
    expiration: new Date(5),
  });
  await provide();
  expect(sdk.configs).toEqual([{ region: 'eu-west-1', maxAttempts: 5 }]);
  expect(names()).toEqual(['GetId', 'GetCredentialsForIdentity', 'GetCredentialsForIdentity']);
  expect(tokens()).toEqual([undefined, undefined, undefined]);
});

it('asks with the identity that a guest has from an earlier page', async () => {
  let stored: { identityId?: string } | undefined;
  const identityStorage = () => ({ get: () => stored, set: (identity: typeof stored) => void (stored = identity) });
  await awsSdkCredentials({ identityPoolId })({ identityStorage });
  expect(stored).toEqual({ identityId: 'mine' });
  await awsSdkCredentials({ identityPoolId })({ identityStorage });
  expect(names()).toEqual(['GetId', 'GetCredentialsForIdentity', 'GetCredentialsForIdentity']);
});

it('gives each user credentials of their own, also when another has signed in since', async () => {
  const { page, auth } = authOf('alice');
  const [alice, bob] = [userOf('alice'), userOf('bob')];
  const provide = awsSdkCredentials({ identityPoolId, auth });
  await provide({ dualRumUser: alice });
  page.subject = 'bob';
  await provide({ dualRumUser: bob });
  await provide({ dualRumUser: alice });
  const [forAlice, forBob] = [tokenOf('alice'), tokenOf('bob')];
  expect(tokens()).toEqual([forAlice, forAlice, forBob, forBob, forAlice]);
  expect(Object.keys(sdk.asked[0]!.input.Logins!)).toEqual(['id.example']);
});

it('asks the sign-in source who it is where nobody says so', async () => {
  const { page, auth } = authOf('alice');
  const provide = awsSdkCredentials({ identityPoolId, auth });
  await provide();
  expect(tokens()[0]).toBe(tokenOf('alice'));
  page.subject = undefined;
  await expect(provide()).rejects.toThrow('nobody is signed in');
});

it('asks for another identity after the pool has refused this one', async () => {
  const provide = awsSdkCredentials({ identityPoolId });
  await provide();
  sdk.failure = Object.assign(new Error('no such identity'), { $metadata: { httpStatusCode: 400 } });
  await expect(provide()).rejects.toThrow('no such identity');
  sdk.failure = undefined;
  await provide();
  expect(names().slice(3)).toEqual(['GetId', 'GetCredentialsForIdentity']);
});
