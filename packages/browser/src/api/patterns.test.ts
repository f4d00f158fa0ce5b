import { expect, it } from 'vitest';
import { isAllowed, matchesAny } from './patterns.ts';

it.each([/secret/, /secret/g, /SECRET/gi])('matches %s each time', (pattern) => {
  for (let time = 0; time < 3; time++) {
    expect(matchesAny([/other/, pattern], '/a/secret/secret')).toBe(true);
    expect(matchesAny([pattern], '/public')).toBe(false);
  }
});

it('matches nothing without patterns', () => {
  expect(matchesAny([], '/')).toBe(false);
});

const callback = 'https://shop.example.com/callback?code=1';

it.each([
  ['everything without patterns', undefined, undefined, true],
  ['nothing that is excluded', undefined, [/code=/], false],
  ['what is included', [/shop/], [/home/], true],
  ['nothing that is included and excluded', [/shop/], [/callback/], false],
  ['nothing that is not included', [/elsewhere/], undefined, false],
  ['nothing where nothing is included', [], undefined, false],
])('allows %s', (_, include, exclude, expected) => {
  expect(isAllowed(callback, include, exclude)).toBe(expected);
});
