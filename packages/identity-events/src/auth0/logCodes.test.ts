import { expect, it } from 'vitest';
import { EVENT_TYPES } from '../model/eventTypes.ts';
import { LOG_CODES } from './logCodes.ts';
import { PUBLISHED_CODES } from './publishedCodes.testing.ts';

it('has every code that Auth0 publishes, and no other', () => {
  expect(Object.keys(LOG_CODES).sort()).toEqual([...PUBLISHED_CODES].sort());
});

it('calls a failure what the code calls one', () => {
  const failed = Object.entries(LOG_CODES).filter(([code]) => /(^|_)(failed|failure)($|_)/.test(code));
  expect(failed.length).toBeGreaterThan(20);
  expect(failed.filter(([, { type }]) => EVENT_TYPES[type] !== 'failure')).toEqual([]);
  const succeeded = Object.entries(LOG_CODES).filter(([code]) => /_(succeeded|succeed|success)$/.test(code));
  expect(succeeded.filter(([, { type }]) => EVENT_TYPES[type] === 'failure')).toEqual([]);
});

it('knows that fs is a failed sign-up, and f, fp and fu are failed sign-ins', () => {
  expect(LOG_CODES['fs']?.type).toBe('sign-up-failed');
  for (const code of ['f', 'fp', 'fu']) expect(LOG_CODES[code]?.type).toBe('sign-in-failed');
  expect(LOG_CODES['flo']?.type).toBe('sign-out-failed');
});
