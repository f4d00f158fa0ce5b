import fc from 'fast-check';
import { expect, it } from 'vitest';
import { idOf } from './idOf.ts';

it('is a UUID of version 5, the same for the same name and another for another', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      expect(idOf(one)).toMatch(/^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
      expect(idOf(one) === idOf(other)).toBe(one === other);
    }),
  );
});
