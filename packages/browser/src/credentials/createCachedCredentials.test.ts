import type { AwsCredentialIdentity } from '@aws-sdk/types';
import { expect, it, vi } from 'vitest';
import { createCachedCredentials } from './createCachedCredentials.ts';
import type { PoolIdentity } from './IdentityStorage.ts';

const MINUTE = 60_000;

/** A provider of credentials that live an hour, and a clock. */
function setUp(lifetime = 60 * MINUTE) {
  let time = 0;
  let asked = 0;
  const provider = vi.fn(() => {
    asked++;
    return Promise.resolve({
      accessKeyId: `key${asked}`,
      secretAccessKey: 'secret',
      expiration: new Date(time + lifetime),
    });
  });
  const credentials = createCachedCredentials(provider, undefined, () => time);
  const key = async (): Promise<string> => (await credentials.get()).accessKeyId;
  return { provider, credentials, key, at: (minutes: number) => (time = minutes * MINUTE) };
}

it('asks once, and keeps the answer until five minutes before it expires', async () => {
  const { provider, key, at } = setUp();
  expect(await key()).toBe('key1');
  at(54);
  expect(await key()).toBe('key1');
  expect(provider).toHaveBeenCalledTimes(1);
});

it('renews in the last five minutes without making anybody wait', async () => {
  const { provider, key, at } = setUp();
  await key();
  at(56);
  expect(await key()).toBe('key1');
  expect(provider).toHaveBeenCalledTimes(2);
  expect(await key()).toBe('key2');
  expect(provider).toHaveBeenCalledTimes(2);
});

it('waits for new ones once the old have expired', async () => {
  const { key, at } = setUp();
  await key();
  at(61);
  expect(await key()).toBe('key2');
});

it('does not use those that would expire before a request arrives', async () => {
  const { credentials, key, at } = setUp();
  await key();
  at(59.6);
  expect(credentials.ready).toBe(false);
  expect(await key()).toBe('key2');
  expect(credentials.ready).toBe(true);
});

it('has one request on its way, however many ask', async () => {
  const { provider, key } = setUp();
  expect(await Promise.all([key(), key(), key()])).toEqual(['key1', 'key1', 'key1']);
  expect(provider).toHaveBeenCalledTimes(1);
});

it('resolves in a microtask when they are at hand: the end of a page does not wait', async () => {
  const { credentials } = setUp();
  await credentials.get();
  let done = false;
  void credentials.get().then(() => (done = true));
  for (let tick = 0; tick < 3; tick++) await Promise.resolve();
  expect(done).toBe(true);
});

it('asks for others when they were refused', async () => {
  const { key, credentials } = setUp();
  await key();
  credentials.refused('another');
  expect(await key()).toBe('key1');
  credentials.refused('key1');
  expect(credentials.expireAt).toBeUndefined();
  expect(await key()).toBe('key2');
});

it('tells when they expire', async () => {
  const { key, credentials } = setUp();
  expect(credentials.expireAt).toBeUndefined();
  await key();
  expect(credentials.expireAt).toEqual(new Date(60 * MINUTE));
});

it('keeps credentials that never expire', async () => {
  const provider = vi.fn(() => Promise.resolve({ accessKeyId: 'key', secretAccessKey: 'secret' }));
  const credentials = createCachedCredentials(provider, undefined, () => 1e15);
  await credentials.get();
  await credentials.get();
  expect(provider).toHaveBeenCalledTimes(1);
});

it('takes credentials as they are, too, and an expiration that is text', async () => {
  const given = { accessKeyId: 'key', secretAccessKey: 'secret', expiration: '1970-01-01T01:00:00Z' };
  const credentials = createCachedCredentials(given as never, undefined, () => 0);
  await credentials.get();
  expect((await credentials.get()).accessKeyId).toBe('key');
  expect(credentials.expireAt).toEqual(new Date(60 * MINUTE));
});

it.each([
  ['nothing', undefined],
  ['an empty object', {}],
  ['no secret', { accessKeyId: 'key', secretAccessKey: '' }],
])('rejects when the provider gives %s', async (_, answer) => {
  const credentials = createCachedCredentials(() => Promise.resolve(answer as AwsCredentialIdentity));
  await expect(credentials.get()).rejects.toThrow('gave no access key');
});

it('passes a rejection on, and asks again the next time', async () => {
  let fails = true;
  const credentials = createCachedCredentials(() =>
    fails ? Promise.reject(new Error('offline')) : Promise.resolve({ accessKeyId: 'key', secretAccessKey: 'secret' }),
  );
  await expect(credentials.get()).rejects.toThrow('offline');
  fails = false;
  expect((await credentials.get()).accessKeyId).toBe('key');
});

it('a provider that throws at once is a rejection', async () => {
  const credentials = createCachedCredentials(() => {
    throw new Error('not ready');
  });
  await expect(credentials.get()).rejects.toThrow('not ready');
});

it('goes on with those at hand while renewing them fails', async () => {
  let fails = false;
  let time = 0;
  const credentials = createCachedCredentials(
    () =>
      fails
        ? Promise.reject(new Error('offline'))
        : Promise.resolve({ accessKeyId: 'key', secretAccessKey: 'secret', expiration: new Date(60 * MINUTE) }),
    undefined,
    () => time,
  );
  await credentials.get();
  fails = true;
  time = 58 * MINUTE;
  expect((await credentials.get()).accessKeyId).toBe('key');
  time = 60 * MINUTE;
  await expect(credentials.get()).rejects.toThrow('offline');
});

it('has those of the page before at hand, and keeps new ones for the next', async () => {
  let stored: PoolIdentity | undefined;
  const storage = { get: () => stored, set: (identity: PoolIdentity | undefined) => void (stored = identity) };
  const provider = vi.fn(() => Promise.resolve({ identityId: 'me', accessKeyId: 'key', secretAccessKey: 'secret' }));
  await createCachedCredentials(provider, storage).get();
  expect(stored).toMatchObject({ identityId: 'me', accessKeyId: 'key' });
  const next = createCachedCredentials(provider, storage);
  expect((await next.get()).accessKeyId).toBe('key');
  expect(provider).toHaveBeenCalledTimes(1);

  next.refused('key');
  expect(stored).toEqual({ identityId: 'me' });
  await createCachedCredentials(provider, storage).get();
  expect(provider).toHaveBeenCalledTimes(2);
});

it('does not take expired ones from the page before', async () => {
  const stored = { accessKeyId: 'old', secretAccessKey: 'secret', expiration: new Date(1000) };
  const provider = vi.fn(() => Promise.resolve({ accessKeyId: 'key', secretAccessKey: 'secret' }));
  const credentials = createCachedCredentials(provider, { get: () => stored, set: () => undefined }, () => 1001);
  expect((await credentials.get()).accessKeyId).toBe('key');
});
