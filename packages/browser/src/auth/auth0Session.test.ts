import { afterEach, expect, it, vi } from 'vitest';
import { watchSession } from './auth0Session.ts';

const DAY = 86_400;
const now = (): number => Date.now() / 1000;
const claims = (token: string, age = 0) => ({ aud: 'shop', iat: now() - age, __raw: token });
const setCookie = () => (document.cookie = 'auth0.shop.is.authenticated=true');
const removeCookie = () => (document.cookie = 'auth0.shop.is.authenticated=; expires=Thu, 01 Jan 1970 00:00:00 GMT');

afterEach(() => {
  removeCookie();
  localStorage.clear();
});

it('takes a cookie that goes before its time for a logout in another tab', () => {
  const { hasEnded } = watchSession({});
  setCookie();
  expect(hasEnded(claims('first'))).toBe(false);
  removeCookie();
  expect(hasEnded(claims('first'))).toBe(true);
  setCookie();
  expect(hasEnded(claims('first'))).toBe(true);
  expect(hasEnded(claims('second'))).toBe(false);
});

it('takes a cookie that may have expired for nothing', () => {
  const { hasEnded } = watchSession({});
  setCookie();
  hasEnded(claims('token', DAY + 1));
  removeCookie();
  expect(hasEnded(claims('token', DAY + 1))).toBe(false);
});

it.each(['options', 'clientOptions'])('knows the time of the cookie from the %s of the client', (place) => {
  const { hasEnded } = watchSession({ [place]: { sessionCheckExpiryDays: 0.5 } });
  setCookie();
  hasEnded(claims('token', DAY * 0.6));
  removeCookie();
  expect(hasEnded(claims('token', DAY * 0.6))).toBe(false);
});

it('goes by localStorage where the client keeps its tokens there, whatever becomes of the cookie', () => {
  const { hasEnded } = watchSession({});
  localStorage.setItem('@@auth0spajs@@::shop::@@user@@', '{}');
  setCookie();
  hasEnded(claims('token'));
  removeCookie();
  expect(hasEnded(claims('token'))).toBe(false);
  localStorage.clear();
  expect(hasEnded(claims('token'))).toBe(true);
});

it('concludes nothing from what was never there, or cannot be read', () => {
  const insecure = (): never => {
    throw new Error('The operation is insecure.');
  };
  vi.stubGlobal('localStorage', new Proxy({}, { ownKeys: insecure }));
  expect(watchSession({}).hasEnded(claims('token'))).toBe(false);
  expect(watchSession({}).hasEnded()).toBe(false);
  vi.unstubAllGlobals();
});
