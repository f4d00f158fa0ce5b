import { beforeEach, expect, it, vi } from 'vitest';
import type { DualRumOptions, MonitorName } from '../api/types.ts';
import { createCredentialSource } from './createCredentialSource.ts';
import type { IdStorage } from './createIdStorage.ts';

const identity = vi.hoisted(() => ({ given: vi.fn() }));
vi.mock('../credentials/createIdentityPoolProvider.ts', () => ({
  createIdentityPoolProvider: (...args: unknown[]) => {
    identity.given(...args);
    return () => Promise.resolve({ accessKeyId: 'pool', secretAccessKey: 'secret' });
  },
}));

const alice = { subject: 'alice', issuer: 'https://id.example.com' };
const keys = (accessKeyId: string) => ({ accessKeyId, secretAccessKey: 'secret' });
const ids = { identity: vi.fn(), storeIdentity: vi.fn() };

const source = (name: MonitorName, monitor: object) =>
  createCredentialSource(
    name,
    { region: 'us-east-1', guest: monitor, authenticated: monitor, auth: {} } as unknown as DualRumOptions,
    ids as unknown as IdStorage,
  );
const accessKeyOf = async (name: MonitorName, monitor: object): Promise<string | undefined> =>
  (await source(name, monitor).credentialsOf(undefined)?.get())?.accessKeyId;

beforeEach(() => {
  identity.given.mockClear();
  ids.identity.mockReset();
  ids.storeIdentity.mockReset();
});

it('gives none where requests are not signed', () => {
  expect(source('guest', { signing: false, identityPoolId: 'pool' }).credentialsOf(undefined)).toBeUndefined();
});

it('takes what the app gives before the identity pool', async () => {
  expect(await accessKeyOf('guest', { credentials: keys('static') })).toBe('static');
  expect(await accessKeyOf('guest', { credentials: () => Promise.resolve(keys('provider')) })).toBe('provider');
  expect(await accessKeyOf('guest', { credentials: keys('static'), identityPoolId: 'pool' })).toBe('static');
  expect(await accessKeyOf('guest', { identityPoolId: 'pool' })).toBe('pool');
});

it('says what is missing where there is neither', async () => {
  await expect(source('guest', {}).credentialsOf(undefined)!.get()).rejects.toThrow(/identity pool/);
});

it('shares one cache among guests, and gives each signed-in user one of their own', () => {
  const guests = source('guest', { identityPoolId: 'pool' });
  expect(guests.credentialsOf(undefined)).toBe(guests.credentialsOf(undefined));
  const users = source('authenticated', { identityPoolId: 'pool' });
  expect(users.credentialsOf(alice)).not.toBe(users.credentialsOf(alice));
});

it("stores a guest's identity, and never a user's", async () => {
  await source('guest', { identityPoolId: 'pool' }).credentialsOf(undefined)!.get();
  expect(ids.storeIdentity).toHaveBeenCalledWith('pool', expect.objectContaining(keys('pool')));
  ids.storeIdentity.mockClear();
  await source('authenticated', { identityPoolId: 'pool' }).credentialsOf(alice)!.get();
  expect(ids.storeIdentity).not.toHaveBeenCalled();
});

it('names the user to the identity pool only where there is one', () => {
  source('authenticated', { identityPoolId: 'pool' }).credentialsOf(alice);
  source('guest', { identityPoolId: 'pool' }).credentialsOf(undefined);
  const logins = identity.given.mock.calls.map(([options]) => (options as { login?: object }).login);
  expect(logins).toEqual([{ auth: {}, user: alice }, undefined]);
});

it('stores nothing any more once consent is withdrawn', async () => {
  const guests = source('guest', { identityPoolId: 'pool' });
  const before = guests.credentialsOf(undefined)!;
  guests.forget();
  await before.get();
  expect(ids.storeIdentity).not.toHaveBeenCalled();
  expect(guests.credentialsOf(undefined)).not.toBe(before);
});

it('uses what setAwsCredentials gives, also for what waits', async () => {
  const guests = source('guest', {});
  const before = guests.credentialsOf(undefined)!;
  await expect(before.get()).rejects.toThrow();
  expect((await guests.replace(keys('later')).get()).accessKeyId).toBe('later');
  expect((await before.get()).accessKeyId).toBe('later');
});
