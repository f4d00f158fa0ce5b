import { afterEach, expect, it } from 'vitest';
import { trackCalls } from './trackCalls.ts';

afterEach(() => history.replaceState(null, '', '/'));

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

it.each(['/?code=1&state=2', '/?state=2&error=access_denied', '/#state=2&code=1'])(
  'says so until the first call is over where the page has come back from the login page: %s',
  (url) => {
    history.replaceState(null, '', url);
    const { began, isSignInPending } = trackCalls();
    expect(isSignInPending()).toBe(true);
    history.replaceState(null, '', '/');
    expect(isSignInPending()).toBe(true);
    began(false)();
    expect(isSignInPending()).toBe(false);
  },
);

it('takes a code of the page itself for no login', () => {
  history.replaceState(null, '', '/?code=voucher');
  expect(trackCalls().isSignInPending()).toBe(false);
});
