import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isJson } from './isJson.ts';

function reads(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const usual = fc.dictionary(fc.string(), fc.oneof(fc.jsonValue({ maxDepth: 0 }), fc.jsonValue({ maxDepth: 2 })));

it('agrees with JSON.parse on any value', () => {
  fc.assert(
    fc.property(fc.oneof(usual, fc.jsonValue()), (value) => {
      expect(isJson(JSON.stringify(value))).toBe(true);
    }),
  );
});

it('agrees with JSON.parse when one character of a usual text is another, more or gone', () => {
  const character = fc.oneof(
    fc.constantFrom(...Array.from('{}[]",:\\0123456789.eE+-truefalsn /u\n\t\u0000\u001f\u2028\ufeff\ud800')),
    fc.string({ minLength: 1, maxLength: 1 }),
  );
  fc.assert(
    fc.property(usual, fc.nat(), fc.nat(2), character, (value, at, removed, inserted) => {
      const text = JSON.stringify(value);
      const place = at % (text.length + 1);
      const changed = text.slice(0, place) + inserted + text.slice(place + removed);
      expect(isJson(changed)).toBe(reads(changed));
    }),
    { numRuns: 3000 },
  );
});

it.each([
  '',
  '{',
  '{"a":1,}',
  '{"a":01}',
  '{"a":1}x',
  '{"a":"\n"}',
  '{"a":1.}',
  '{"a":+1}',
  '{a:1}',
  "{'a':1}",
  '{"a" 1}',
])('refuses %s', (text) => expect(isJson(text)).toBe(false));

it('needs no more time for a text that goes wrong at its end', () => {
  const long = `{${'"a":{"b":"\\\\\\\\"},'.repeat(500)}`;
  const started = performance.now();
  for (let run = 0; run < 20; run += 1) expect(isJson(`${long}"x"`)).toBe(false);
  expect(performance.now() - started).toBeLessThan(1000);
});
