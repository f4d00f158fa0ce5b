import { expect, it } from 'vitest';
import { median, percentile } from './stats.ts';

it('takes the nearest rank', () => {
  const samples = [5, 1, 4, 2, 3];
  expect(median(samples)).toBe(3);
  expect(percentile(samples, 0.95)).toBe(5);
  expect(percentile(samples, 0)).toBe(1);
  expect(samples).toEqual([5, 1, 4, 2, 3]);
});

it('refuses to make a number of nothing', () => {
  expect(() => median([])).toThrow('no samples');
});
