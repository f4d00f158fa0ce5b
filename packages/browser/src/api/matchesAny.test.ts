import { expect, it } from 'vitest';
import { matchesAny } from './matchesAny.ts';

it.each([/secret/, /secret/g, /SECRET/gi])('matches %s each time', (pattern) => {
  for (let time = 0; time < 3; time++) {
    expect(matchesAny([/other/, pattern], '/a/secret/secret')).toBe(true);
    expect(matchesAny([pattern], '/public')).toBe(false);
  }
});

it('matches nothing without patterns', () => {
  expect(matchesAny([], '/')).toBe(false);
});
