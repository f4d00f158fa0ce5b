import { expect, it } from 'vitest';
import { isRenewalRefused, secondsLeft } from './tokens.ts';

it.each(['login_required', 'consent_required', 'mfa_required', 'invalid_grant', 'missing_refresh_token'])(
  'takes %s for the end of a session',
  (error) => expect(isRenewalRefused({ error })).toBe(true),
);

it.each([
  { error: 'timeout' },
  { error: 'temporarily_unavailable' },
  new TypeError('Failed to fetch'),
  undefined,
  null,
])('leaves open who is signed in after %o', (cause) => expect(isRenewalRefused(cause)).toBe(false));

it('counts a token without an expiry as expired', () => {
  expect(secondsLeft(Date.now() / 1000 + 60)).toBeCloseTo(60, 0);
  expect(secondsLeft(undefined)).toBeLessThan(0);
});
