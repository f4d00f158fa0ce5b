import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsCRC32C } from '@platformatic/kafka';
import { crc32c } from './crc32c.ts';

it('is the checksum that Kafka has of a batch', () => {
  // The vectors of RFC 3720, B.4.
  expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
  expect(crc32c(new Uint8Array(32).fill(0xff))).toBe(0x62a8ab43);
  expect(crc32c(Uint8Array.from({ length: 32 }, (_, i) => i))).toBe(0x46dd794e);
  expect(crc32c({ buffer: Buffer.from('123456789') })).toBe(0xe3069283);
});

it('is what the client for Kafka makes itself', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => {
      expect(crc32c(bytes)).toBe(jsCRC32C(Buffer.from(bytes)));
    }),
  );
});
