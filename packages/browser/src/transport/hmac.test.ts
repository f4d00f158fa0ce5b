import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hmac, sha256 } from './hmac.ts';

const data = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.uint8Array({ maxLength: 200 }));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

it('hashes as Node does, in one part and in several', () => {
  fc.assert(
    fc.property(fc.array(data, { maxLength: 4 }), (parts) => {
      const hash = createHash('sha256');
      for (const part of parts) hash.update(part);
      expect(hex(sha256(...parts))).toBe(hash.digest('hex'));
    }),
  );
});

it('makes the HMAC that Node makes, with keys shorter and longer than a block', () => {
  fc.assert(
    fc.property(data, data, (key, text) => {
      expect(hex(hmac(key, text))).toBe(createHmac('sha256', key).update(text).digest('hex'));
    }),
  );
});
