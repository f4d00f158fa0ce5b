import { afterEach, expect, it, vi } from 'vitest';
import { trackCalls } from './trackCalls.ts';

afterEach(() => {
  history.replaceState(null, '', '/');
  sessionStorage.clear();
  localStorage.clear();
});

it('says that a sign-in may be pending while a call is under way', () => {
  const { began, isSignInPending } = trackCalls();
  expect(isSignInPending()).toBe(false);
  const [first, second] = [began(false), began(false)];
  first();
  first();
  expect(isSignInPending()).toBe(true);
  second();
  expect(isSignInPending()).toBe(false);
});

it('says that a sign-out is pending only while a call is that may end in one', () => {
  const { began, isSignOutPending } = trackCalls();
  began(false);
  expect(isSignOutPending()).toBe(false);
  const ended = began(true);
  expect(isSignOutPending()).toBe(true);
  ended();
  expect(isSignOutPending()).toBe(false);
});

it('says so before the first call where one is expected, and not after it', () => {
  const { began, isSignInPending } = trackCalls();
  expect(isSignInPending(true)).toBe(true);
  began(false)();
  expect(isSignInPending(true)).toBe(false);
});

it.each(['/?code=1&state=abc', '/?state=abc&error=access_denied', '/#state=abc&code=1', '/?code=1&state=abc;app'])(
  'says so until the first call is over where the page has come back from the login page: %s',
  (url) => {
    sessionStorage.setItem('a0.spajs.txs.client', '{"nonce":"1","state":"abc"}');
    history.replaceState(null, '', url);
    const { began, isSignInPending } = trackCalls();
    expect(isSignInPending()).toBe(true);
    history.replaceState(null, '', '/');
    expect(isSignInPending()).toBe(true);
    began(false)();
    expect(isSignInPending()).toBe(false);
  },
);

it('finds the state of the client in keys and values of both storages, and in cookies', () => {
  history.replaceState(null, '', '/?code=1&state=a%2Bb%3D');
  const stores = [
    () => localStorage.setItem('oidc.a+b=', '{}'),
    () => sessionStorage.setItem('transaction', 'state: a+b='),
    () => void (document.cookie = `a0.spajs.txs=${encodeURIComponent('{"state":"a+b="}')}`),
  ];
  for (const store of stores) {
    localStorage.clear();
    sessionStorage.clear();
    expect(trackCalls().isSignInPending()).toBe(false);
    store();
    expect(trackCalls().isSignInPending()).toBe(true);
  }
  document.cookie = 'a0.spajs.txs=; max-age=0';
});

it("takes another provider's answer for none of the client's", () => {
  history.replaceState(null, '', '/slack?code=4711&state=abc');
  expect(trackCalls().isSignInPending()).toBe(false);
});

it("takes it for the client's where storage cannot be read", () => {
  const read = vi.spyOn(window, 'sessionStorage', 'get').mockImplementation(() => {
    throw new DOMException('blocked', 'SecurityError');
  });
  history.replaceState(null, '', '/?code=1&state=abc');
  expect(trackCalls().isSignInPending()).toBe(true);
  read.mockRestore();
});

it('takes a code of the page itself for no login', () => {
  history.replaceState(null, '', '/?code=voucher');
  expect(trackCalls().isSignInPending()).toBe(false);
});
