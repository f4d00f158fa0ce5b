import { expect, it } from 'vitest';
import { alignSeries, stepsOf } from './alignSeries.ts';

const names = { guest: 'Guest', authenticated: 'Signed-in', other: 'Other' };

it('has a value for each step of time and each app monitor; what is counted is 0 where nothing came', () => {
  const times = stepsOf({ from: 1500, to: 3900 }, 'second');
  expect(times).toEqual([1000, 2000, 3000]);
  const points = [
    { at: 1000, state: 'guest', value: 2 },
    { at: 1000, state: 'guest', value: 1 },
    { at: 3000, state: 'authenticated', value: 5 },
    { at: 9000, state: 'guest', value: 7 },
  ] as const;
  expect(alignSeries(points, times, ['guest', 'authenticated'], names, 0)).toEqual([
    { state: 'guest', label: 'Guest', values: [3, 0, 0] },
    { state: 'authenticated', label: 'Signed-in', values: [0, 0, 5] },
  ]);
});

it('leaves a gap where nothing was measured', () => {
  const points = [{ at: 1000, state: 'guest', value: null }] as const;
  expect(alignSeries(points, [0, 1000], ['guest'], names, null)[0]!.values).toEqual([null, null]);
  expect(stepsOf({ from: 1000, to: 1000 }, 'second')).toEqual([1000]);
});
