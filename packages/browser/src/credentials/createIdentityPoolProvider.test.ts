import { beforeEach, expect, it, vi } from 'vitest';
import type { AuthSource, AuthUser } from '../api/types.ts';
import { createIdentityPoolProvider } from './createIdentityPoolProvider.ts';

type Parameters = {
  logins?: Record<string, () => Promise<string>>;
  cache?: { getItem: (key: string) => string | null; removeItem: (key: string) => void };
};

/** What the AWS SDK would be asked with; it calls the getters of `logins` for each request. */
const asked: { parameters: Parameters; logins: Record<string, string> }[] = [];
vi.mock('@aws-sdk/credential-provider-cognito-identity', () => ({
  fromCognitoIdentityPool: (parameters: Parameters) => async () => {
    const entries = Object.entries(parameters.logins ?? {});
    const logins = await Promise.all(entries.map(async ([key, token]) => [key, await token()]));
    if (parameters.cache?.getItem('') === 'gone') throw new Error('no such identity');
    asked.push({ parameters, logins: Object.fromEntries(logins) as Record<string, string> });
    return { accessKeyId: 'key', secretAccessKey: 'secret' };
  },
}));
beforeEach(() => void (asked.length = 0));

const POOL = 'eu-west-1:11111111-2222-4333-8444-555555555555';
const alice = { subject: 'alice', issuer: 'https://tenant.eu.auth0.com/' };
const tokenOf = (claims: object): string => `x.${btoa(JSON.stringify(claims)).replaceAll('=', '')}.y`;

function source(idToken: AuthSource['idToken']): AuthSource {
  return { current: () => Promise.resolve(alice), subscribe: () => () => undefined, idToken };
}

const providerOf = (auth: AuthSource, user: AuthUser) =>
  createIdentityPoolProvider({ identityPoolId: POOL, login: { auth, user } });

it('asks for guests without a login, in the region of the pool', async () => {
  await createIdentityPoolProvider({ identityPoolId: POOL })();
  expect(asked[0]!.parameters).toMatchObject({ identityPoolId: POOL, clientConfig: { region: 'eu-west-1' } });
  expect(asked[0]!.parameters).not.toHaveProperty('logins');
});

it('asks at the endpoint it is given', async () => {
  await createIdentityPoolProvider({ identityPoolId: POOL, endpoint: 'http://127.0.0.1:1' })();
  expect(asked[0]!.parameters).toMatchObject({ clientConfig: { endpoint: 'http://127.0.0.1:1' } });
});

it('asks for a user under the issuer without scheme and final slash', async () => {
  const token = tokenOf({ sub: 'alice' });
  await providerOf(
    source(() => Promise.resolve(token)),
    alice,
  )();
  expect(asked[0]!.logins).toEqual({ 'tenant.eu.auth0.com': token });
});

it('asks for the token at once: soon somebody else may be signed in', async () => {
  const token = tokenOf({ sub: 'alice' });
  let signedIn = token;
  const provider = providerOf(
    source(() => Promise.resolve(signedIn)),
    alice,
  );
  signedIn = tokenOf({ sub: 'bob' });
  await provider();
  // Asked again for what alice left, her own token still serves.
  await provider();
  expect(asked.map(({ logins }) => Object.values(logins))).toEqual([[token], [token]]);
});

it('never takes the token of another user', async () => {
  const provider = providerOf(
    source(() => Promise.resolve(tokenOf({ sub: 'bob' }))),
    alice,
  );
  await expect(provider()).rejects.toThrow('the token of another user');
});

it('never asks with an empty token, which would be a guest', async () => {
  const provider = providerOf(
    source(() => Promise.resolve('')),
    alice,
  );
  await expect(provider()).rejects.toThrow('empty token');
  expect(asked).toEqual([]);
});

it('asks again after a token could not be had', async () => {
  let fails = true;
  const token = tokenOf({ sub: 'alice' });
  const provider = providerOf(
    source(() => (fails ? Promise.reject(new Error('offline')) : Promise.resolve(token))),
    alice,
  );
  await expect(provider()).rejects.toThrow('offline');
  fails = false;
  await provider();
  expect(asked).toHaveLength(1);
});

it('leaves a token that is no JWT to the identity pool to judge', async () => {
  await providerOf(
    source(() => Promise.resolve('opaque')),
    alice,
  )();
  expect(Object.values(asked[0]!.logins)).toEqual(['opaque']);
});

it('reads subjects of more than ASCII', async () => {
  const payload = btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify({ sub: 'jürgen' }))));
  const token = `x.${payload.replaceAll('+', '-').replaceAll('/', '_')}.y`;
  const user = { ...alice, subject: 'jürgen' };
  await providerOf(
    source(() => Promise.resolve(token)),
    user,
  )();
  expect(asked).toHaveLength(1);
});

it('asks with the identity of the page before, and for another when that is no more', async () => {
  let stored: { identityId: string } | undefined = { identityId: 'gone' };
  const storage = { get: () => stored, set: (identity: typeof stored) => void (stored = identity) };
  const provider = createIdentityPoolProvider({ identityPoolId: POOL, storage });
  await expect(provider()).rejects.toThrow('no such identity');
  stored = { identityId: 'mine' };
  await provider();
  expect(asked[0]!.parameters.cache?.getItem('')).toBe('mine');
  asked[0]!.parameters.cache?.removeItem('');
  expect(stored).toBeUndefined();
});

it('reads the issuer from the token where current() does not name it', async () => {
  const token = tokenOf({ sub: 'alice', iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc' });
  const auth = source(() => Promise.resolve(token));
  await createIdentityPoolProvider({ identityPoolId: POOL, login: { auth, user: { subject: 'alice' } } })();
  expect(asked[0]!.logins).toEqual({ 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc': token });
});

it('gives no credentials, least of all those of a guest, where nobody names the issuer', async () => {
  const auth = source(() => Promise.resolve(tokenOf({ sub: 'alice' })));
  const provider = createIdentityPoolProvider({ identityPoolId: POOL, login: { auth, user: { subject: 'alice' } } });
  await expect(provider()).rejects.toThrow('names an issuer');
  expect(asked).toEqual([]);
});
