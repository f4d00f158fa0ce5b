import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketFor, bucketLength, parseSpan, spanOf, toTime, wholeSteps } from './span.ts';

const times = fc.tuple(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 1, max: 1e11 }));

describe('a span of time', () => {
  it('has steps that make at most about 200 points', () => {
    expect(bucketFor({ from: 0, to: 20_000 })).toBe('second');
    expect(bucketFor({ from: 0, to: 3_600_000 })).toBe('minute');
    expect(bucketFor({ from: 0, to: 7 * 86_400_000 })).toBe('hour');
    fc.assert(
      fc.property(times, ([from, length]) => {
        const span = { from, to: from + length };
        const bucket = bucketFor(span);
        const steps = wholeSteps(span, bucket);
        expect((steps.to - steps.from) / bucketLength(bucket)).toBeLessThanOrEqual(bucket === 'week' ? 1e4 : 202);
      }),
    );
  });

  it('is widened to whole steps, weeks from Monday on', () => {
    expect(wholeSteps({ from: 1500, to: 2500 }, 'second')).toEqual({ from: 1000, to: 3000 });
    const week = wholeSteps({ from: Date.UTC(2026, 10, 26), to: Date.UTC(2026, 10, 27) }, 'week');
    expect([new Date(week.from).getUTCDay(), new Date(week.to).getUTCDay()]).toEqual([1, 1]);
  });

  it('is from the first to the last of all rows, whose last second counts', () => {
    const row = (first: number, last: number) => ({
      first_at: new Date(first).toISOString(),
      last_at: new Date(last).toISOString(),
    });
    expect(spanOf([row(3000, 9000), row(1000, 4000)])).toEqual({ from: 1000, to: 10_000 });
    expect(spanOf([])).toBeUndefined();
  });

  it('is read from the address, where that is sensible', () => {
    expect(parseSpan('1000', '2000')).toEqual({ from: 1000, to: 2000 });
    for (const [from, to] of [
      ['', ''],
      ['2000', '1000'],
      ['x', '1'],
      ['-1', '1'],
      ['1', '1e9'],
      ['0', '999999999999999'],
    ] as const)
      expect(parseSpan(from, to)).toBeUndefined();
  });
});

it('times without a zone are UTC', () => {
  expect(toTime('2026-11-26T10:00:00')).toBe(Date.UTC(2026, 10, 26, 10));
  expect(toTime('2026-11-26 10:00:00')).toBe(Date.UTC(2026, 10, 26, 10));
  expect(toTime('2026-11-26T10:00:00.000Z')).toBe(Date.UTC(2026, 10, 26, 10));
  expect(toTime('2026-11-26T10:00:00+01:00')).toBe(Date.UTC(2026, 10, 26, 9));
  expect(toTime(null)).toBeNaN();
});
