import { describe, expect, it } from 'vitest';
import { checkTime } from './checkTime.ts';
import { formatAmzDate, parseAmzDate } from './parseAmzDate.ts';
import type { Signature } from './Signature.ts';

const signedAt = Date.parse('2026-01-31T12:00:00Z');
const minute = 60_000;
const signature = (changes: Partial<Signature> = {}): Signature => ({
  form: 'header',
  accessKeyId: 'ASIAX',
  scope: { date: '20260131', region: 'us-east-1', service: 'rum' },
  signedHeaders: ['host'],
  signature: '',
  amzDate: '20260131T120000Z',
  expiresIn: 0,
  sessionToken: undefined,
  ...changes,
});

describe('checkTime', () => {
  it('accepts a header signature for five minutes before and after', () => {
    expect(() => checkTime(signature(), signedAt - 5 * minute)).not.toThrow();
    expect(() => checkTime(signature(), signedAt + 5 * minute)).not.toThrow();
    expect(() => checkTime(signature(), signedAt - 5 * minute - 1)).toThrow('not yet current');
    expect(() => checkTime(signature(), signedAt + 5 * minute + 1)).toThrow('Signature expired');
  });

  it('accepts a presigned request for as long as it says', () => {
    const presigned = signature({ form: 'query', expiresIn: 60 });
    expect(() => checkTime(presigned, signedAt + minute)).not.toThrow();
    expect(() => checkTime(presigned, signedAt + minute + 1)).toThrow('60 seconds (X-Amz-Expires)');
  });

  it('refuses a scope of another day, and a lifetime of over a week', () => {
    const scope = { ...signature().scope, date: '20260130' };
    expect(() => checkTime(signature({ scope }), signedAt)).toThrow('both must be the same day');
    expect(() => checkTime(signature({ form: 'query', expiresIn: 604_801 }), signedAt)).toThrow('a week');
  });
});

describe('dates of SigV4', () => {
  it('are read and written', () => {
    expect(parseAmzDate('20260131T120000Z')).toBe(signedAt);
    expect(formatAmzDate(signedAt + 999)).toBe('20260131T120000Z');
  });

  it.each(['20260231T120000Z', '2026-01-31T12:00:00Z', '20260131T250000Z', ''])('refuse "%s"', (text) => {
    expect(() => parseAmzDate(text)).toThrow('must be a time such as');
  });
});
