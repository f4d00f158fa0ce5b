import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createIdStorage } from './createIdStorage.ts';

const ID = '00000000-1111-4222-8333-444444444444';
const USER = '99999999-1111-4222-8333-444444444444';
const attributes = { domain: location.hostname, path: '/', sameSite: 'Strict', secure: false, unique: true };
const onBlocked = vi.fn();
const open = (allowed = true) => createIdStorage(ID, attributes, allowed, onBlocked);
const task = (): Promise<void> => new Promise((done) => setTimeout(done));

beforeEach(() => onBlocked.mockClear());
afterEach(async () => {
  open().clear();
  await task();
  localStorage.clear();
});

/** Replaces what `document.cookie` gives and takes, until the result is called. */
function withCookies(get: () => string): () => void {
  Object.defineProperty(document, 'cookie', { configurable: true, get, set: () => undefined });
  return () => void Reflect.deleteProperty(document, 'cookie');
}

it('keeps the user id from page to page, once it is stored', async () => {
  expect(open().userId()).not.toBe(open().userId());
  const first = open();
  first.storeUserId(USER, 30);
  await task();
  expect(open().userId()).toBe(USER);
  expect(onBlocked).not.toHaveBeenCalled();
});

it('stores nothing where the app does not allow it', async () => {
  const ids = open(false);
  ids.storeUserId(USER, 30);
  ids.storeUserKey('alice');
  ids.storeIdentity('pool', { identityId: 'identity' });
  await task();
  expect(document.cookie).toBe('');
  expect(localStorage.length).toBe(0);
  expect(ids.usable).toBe(false);
  expect(onBlocked).not.toHaveBeenCalled();
});

it('says once when the browser blocks cookies', async () => {
  const restore = withCookies(() => '');
  const ids = open();
  ids.storeUserId(USER, 30);
  await task();
  restore();
  expect(onBlocked).toHaveBeenCalledTimes(1);
  expect(ids.usable).toBe(false);
});

it('stores the user id again where the app removes all cookies at once, and reports nothing', async () => {
  const ids = open();
  ids.storeUserId(USER, 30);
  await Promise.resolve();
  expect(document.cookie).toContain(USER);
  document.cookie = `cwr_u_${ID}=; Expires=${new Date(0).toUTCString()}; Domain=${location.hostname}; Path=/`;
  expect(document.cookie).not.toContain(USER);
  await task();
  expect(open().userId()).toBe(USER);
  expect(onBlocked).not.toHaveBeenCalled();
  expect(ids.usable).toBe(true);
});

it('works without storage when reading a cookie throws', () => {
  const restore = withCookies(() => {
    throw new DOMException('blocked', 'SecurityError');
  });
  const ids = open();
  expect(onBlocked).not.toHaveBeenCalled();
  expect(ids.usable).toBe(false);
  restore();
  expect(ids.usable).toBe(false);
  expect(ids.userId()).toMatch(/^[\da-f-]{36}$/);
  expect(onBlocked).toHaveBeenCalledTimes(1);
});

it('knows in the same task whose session it is about to store', async () => {
  const ids = open();
  ids.storeUserKey('alice');
  expect(ids.userKey()).toBe('alice');
  ids.storeUserKey('bob');
  await task();
  expect(open().userKey()).toBe('bob');
  ids.forgetSession();
  expect(ids.userKey()).toBe('');
  await task();
  expect(open().userKey()).toBe('');
  expect(localStorage.length).toBe(0);
});

it("gives a pool's identity to that pool only", () => {
  const ids = open();
  ids.storeIdentity('pool', { identityId: 'identity' });
  expect(ids.identity('pool')).toMatchObject({ identityId: 'identity' });
  expect(ids.identity('another')).toBeUndefined();
  localStorage.setItem(`cwr_c_${ID}`, 'not JSON');
  expect(ids.identity('pool')).toBeUndefined();
});

it('removes all of it', async () => {
  const ids = open();
  ids.storeUserId(USER, 30);
  ids.storeUserKey('alice');
  ids.storeIdentity('pool', { identityId: 'identity' });
  await task();
  ids.clear();
  await task();
  expect(document.cookie).toBe('');
  expect(localStorage.length).toBe(0);
});
