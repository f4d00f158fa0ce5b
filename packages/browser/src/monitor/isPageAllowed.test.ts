import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isPageAllowed } from './isPageAllowed.ts';

const callback = 'https://shop.example.com/callback?code=1';

it('allows every page where nothing is said', () => {
  expect(isPageAllowed({}, callback)).toBe(true);
});

it('excludes by the whole address, query included', () => {
  expect(isPageAllowed({ pagesToExclude: [/code=/] }, callback)).toBe(false);
  expect(isPageAllowed({ pagesToExclude: [/code=/] }, 'https://shop.example.com/')).toBe(true);
});

it('excludes what is included, too', () => {
  expect(isPageAllowed({ pagesToInclude: [/shop/], pagesToExclude: [/callback/] }, callback)).toBe(false);
  expect(isPageAllowed({ pagesToInclude: [/elsewhere/] }, callback)).toBe(false);
  expect(isPageAllowed({ pagesToInclude: [] }, callback)).toBe(false);
});

it('answers the same each time, whatever flags a pattern has', () => {
  fc.assert(
    fc.property(fc.constantFrom('', 'g', 'gi', 'gu'), fc.integer({ min: 1, max: 5 }), (flags, times) => {
      const config = { pagesToExclude: [new RegExp('callback', flags)] };
      for (let time = 0; time < times; time++) expect(isPageAllowed(config, callback)).toBe(false);
    }),
  );
});
