import { beforeEach, expect, it } from 'vitest';
import type { AuthSource, AuthUser } from '../api/types.ts';
import { createIdentityPoolProvider } from './createIdentityPoolProvider.ts';

interface Asked {
  url: string;
  target: string;
  input: { IdentityPoolId?: string; IdentityId?: string; Logins?: Record<string, string> };
}

/** An identity pool: what it was asked, and what it answers in the place of an identity. */
const asked: Asked[] = [];
let failures: Response[] = [];
const fetch = ((url: string, { body, headers }: { body: string; headers: Record<string, string> }) => {
  const target = headers['x-amz-target']!.split('.')[1]!;
  const input = JSON.parse(body) as Asked['input'];
  asked.push({ url, target, input });
  const failure = failures.shift();
  if (failure) return Promise.resolve(failure);
  const Credentials = { AccessKeyId: 'key', SecretKey: 'secret', SessionToken: 'token', Expiration: 3600 };
  const answer = target === 'GetId' ? { IdentityId: 'mine' } : { IdentityId: input.IdentityId, Credentials };
  return Promise.resolve(new Response(JSON.stringify(answer)));
}) as typeof globalThis.fetch;
beforeEach(() => {
  asked.length = 0;
  failures = [];
});
const targets = (): string[] => asked.map(({ target }) => target);
const refusal = (type: string, status = 400): Response =>
  new Response(JSON.stringify({ __type: `com.amazonaws#${type}`, message: 'no such identity' }), { status });

const POOL = 'eu-west-1:11111111-2222-4333-8444-555555555555';
const alice = { subject: 'alice', issuer: 'https://tenant.eu.auth0.com/' };
const tokenOf = (claims: object): string => `x.${btoa(JSON.stringify(claims)).replaceAll('=', '')}.y`;

function source(idToken: AuthSource['idToken']): AuthSource {
  return { current: () => Promise.resolve(alice), subscribe: () => () => undefined, idToken };
}

const providerOf = (auth: AuthSource, user: AuthUser) =>
  createIdentityPoolProvider({ identityPoolId: POOL, fetch, login: { auth, user } });

it('asks for an identity, and then for its credentials, without a login for a guest', async () => {
  const identity = await createIdentityPoolProvider({ identityPoolId: POOL, fetch })();
  const url = 'https://cognito-identity.eu-west-1.amazonaws.com/';
  expect(asked).toEqual([
    { url, target: 'GetId', input: { IdentityPoolId: POOL } },
    { url, target: 'GetCredentialsForIdentity', input: { IdentityId: 'mine' } },
  ]);
  expect(identity).toEqual({
    identityId: 'mine',
    accessKeyId: 'key',
    secretAccessKey: 'secret',
    sessionToken: 'token',
    expiration: new Date(3_600_000),
  });
});

it('asks for the identity once', async () => {
  const provide = createIdentityPoolProvider({ identityPoolId: POOL, fetch });
  await provide();
  await provide();
  expect(targets()).toEqual(['GetId', 'GetCredentialsForIdentity', 'GetCredentialsForIdentity']);
});

it('asks at the endpoint it is given', async () => {
  await createIdentityPoolProvider({ identityPoolId: POOL, fetch, endpoint: 'http://127.0.0.1:1' })();
  expect(asked[0]!.url).toBe('http://127.0.0.1:1');
});

it('says what the pool says, and asks for another identity next time', async () => {
  const provide = createIdentityPoolProvider({ identityPoolId: POOL, fetch });
  await provide();
  failures = [refusal('ResourceNotFoundException')];
  await expect(provide()).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    status: 400,
    message: 'GetCredentialsForIdentity of the identity pool: 400 no such identity',
  });
  await provide();
  expect(targets().slice(2)).toEqual(['GetCredentialsForIdentity', 'GetId', 'GetCredentialsForIdentity']);
});

it('keeps the identity while the pool is not available', async () => {
  const provide = createIdentityPoolProvider({ identityPoolId: POOL, fetch });
  await provide();
  failures = [new Response('<html>busy', { status: 503 }), refusal('TooManyRequestsException', 429)];
  await expect(provide()).rejects.toThrow('503 <html>busy');
  await expect(provide()).rejects.toThrow('429');
  await provide();
  expect(targets().filter((name) => name === 'GetId')).toHaveLength(1);
});

it('asks for a user under the issuer without scheme and final slash', async () => {
  const token = tokenOf({ sub: 'alice' });
  await providerOf(
    source(() => Promise.resolve(token)),
    alice,
  )();
  for (const { input } of asked) expect(input.Logins).toEqual({ 'tenant.eu.auth0.com': token });
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
  expect(new Set(asked.flatMap(({ input }) => Object.values(input.Logins!)))).toEqual(new Set([token]));
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
  expect(asked).toHaveLength(2);
});

it('leaves a token that is no JWT to the identity pool to judge', async () => {
  await providerOf(
    source(() => Promise.resolve('opaque')),
    alice,
  )();
  expect(Object.values(asked[0]!.input.Logins!)).toEqual(['opaque']);
});

it('reads subjects of more than ASCII', async () => {
  const payload = btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify({ sub: 'jürgen' }))));
  const token = `x.${payload.replaceAll('+', '-').replaceAll('/', '_')}.y`;
  const user = { ...alice, subject: 'jürgen' };
  await providerOf(
    source(() => Promise.resolve(token)),
    user,
  )();
  expect(asked).toHaveLength(2);
});

it('asks with the identity of the page before, and for another when that is no more', async () => {
  let stored: { identityId: string } | undefined = { identityId: 'gone' };
  const storage = { get: () => stored, set: (identity: unknown) => void (stored = identity as typeof stored) };
  const provide = createIdentityPoolProvider({ identityPoolId: POOL, fetch, storage });
  failures = [refusal('ResourceNotFoundException')];
  await expect(provide()).rejects.toThrow('no such identity');
  expect(stored).toBeUndefined();
  await provide();
  expect(asked.map(({ input }) => input.IdentityId)).toEqual(['gone', undefined, 'mine']);
});

it('reads the issuer from the token where current() does not name it', async () => {
  const token = tokenOf({ sub: 'alice', iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc' });
  await providerOf(
    source(() => Promise.resolve(token)),
    { subject: 'alice' },
  )();
  expect(asked[0]!.input.Logins).toEqual({ 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc': token });
});

it('gives no credentials, least of all those of a guest, where nobody names the issuer', async () => {
  const auth = source(() => Promise.resolve(tokenOf({ sub: 'alice' })));
  await expect(providerOf(auth, { subject: 'alice' })()).rejects.toThrow('names an issuer');
  expect(asked).toEqual([]);
});
