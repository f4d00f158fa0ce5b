import { expect, it } from 'vitest';
import { growthOf, median, percentile } from './stats.ts';

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

it('tells by which power a time grows', () => {
  expect(growthOf([1, 10, 100], [3, 30, 300])).toBeCloseTo(1);
  expect(growthOf([1, 10, 100], [2, 200, 20_000])).toBeCloseTo(2);
});
