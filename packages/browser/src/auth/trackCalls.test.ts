import { afterEach, expect, it } from 'vitest';
import { trackCalls } from './trackCalls.ts';

afterEach(() => history.replaceState(null, '', '/'));

it('says that an answer is pending while a call is under way', () => {
  const { began, ended, isAnswerPending } = trackCalls();
  expect(isAnswerPending()).toBe(false);
  began();
  began();
  ended();
  expect(isAnswerPending()).toBe(true);
  ended();
  expect(isAnswerPending()).toBe(false);
});

it('says so before the first call where one is expected, and not after it', () => {
  const { began, ended, isAnswerPending } = trackCalls();
  expect(isAnswerPending(true)).toBe(true);
  began();
  ended();
  expect(isAnswerPending(true)).toBe(false);
});

it.each(['/?code=1&state=2', '/?state=2&error=access_denied', '/#state=2&code=1'])(
  'says so until the first call is over where the page has come back from the login page: %s',
  (url) => {
    history.replaceState(null, '', url);
    const { began, ended, isAnswerPending } = trackCalls();
    expect(isAnswerPending()).toBe(true);
    history.replaceState(null, '', '/');
    expect(isAnswerPending()).toBe(true);
    began();
    ended();
    expect(isAnswerPending()).toBe(false);
  },
);

it('takes a code of the page itself for no login', () => {
  history.replaceState(null, '', '/?code=voucher');
  expect(trackCalls().isAnswerPending()).toBe(false);
});
