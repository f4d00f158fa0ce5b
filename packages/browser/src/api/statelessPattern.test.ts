import { expect, it } from 'vitest';
import { statelessPattern } from './statelessPattern.ts';

it.each([/secret/g, /secret/y, /SECRET/giy, /secret/])('matches %s each time', (given) => {
  const pattern = statelessPattern(given);
  expect([1, 2, 3].map(() => pattern.test('secret'))).toEqual([true, true, true]);
  expect(given.lastIndex).toBe(0);
});
