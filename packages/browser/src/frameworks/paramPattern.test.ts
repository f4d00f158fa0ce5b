import fc from 'fast-check';
import { expect, it } from 'vitest';
import { paramPattern } from './paramPattern.ts';

it.each([
  ['/', {}, '/'],
  ['/', null, '/'],
  ['/about', {}, '/about'],
  ['/product/42', { id: '42' }, '/product/[id]'],
  ['/product/product', { id: 'product' }, '/product/[id]'],
  ['/en/product/42', { lang: 'en', id: '42' }, '/[lang]/product/[id]'],
  ['/a/a', { first: 'a', second: 'a' }, '/[first]/[second]'],
  ['/docs/start/install', { slug: ['start', 'install'] }, '/docs/[...slug]'],
  ['/docs', { slug: undefined }, '/docs'],
  ['/docs', { slug: [] }, '/docs'],
  ['/product/caf%C3%A9', { id: 'café' }, '/product/[id]'],
  ['/product/caf%C3%A9', { id: 'caf%C3%A9' }, '/product/[id]'],
  ['/product/100%', { id: '100%' }, '/product/[id]'],
  ['/product/42', { id: '43' }, '/product/42'],
])('%s with %j is %s', (path, params, pattern) => {
  expect(paramPattern(path, params)).toBe(pattern);
});

it('gives the pattern back that an address was made of, where values are not also fixed segments', () => {
  const fixed = fc.constantFrom('shop', 'product', 'order');
  const param = fc.record({ name: fc.constantFrom('a', 'b', 'c'), value: fc.stringMatching(/^[0-9]{1,2}%?$/) });
  const segments = fc.uniqueArray(fc.oneof(fixed, param), {
    selector: (segment) => (typeof segment === 'string' ? segment : segment.name),
    minLength: 1,
  });
  fc.assert(
    fc.property(segments, (all) => {
      const join = (text: (segment: { name: string; value: string }) => string): string =>
        all.map((segment) => `/${typeof segment === 'string' ? segment : text(segment)}`).join('');
      const params = Object.fromEntries(all.flatMap((one) => (typeof one === 'string' ? [] : [[one.name, one.value]])));
      expect(
        paramPattern(
          join(({ value }) => encodeURIComponent(value)),
          params,
        ),
      ).toBe(join(({ name }) => `[${name}]`));
    }),
  );
});
