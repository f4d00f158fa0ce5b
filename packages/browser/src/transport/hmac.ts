import { RawSha256 } from '@aws-crypto/sha256-js/build/module/RawSha256.js';
import { bytesOf } from './bytesOf.ts';

type Data = Uint8Array | string;

/** Bytes that the hash takes at a time. */
const BLOCK = 64;

/** The SHA-256 hash of the parts, one after the other. */
export function sha256(...parts: Data[]): Uint8Array {
  const hash = new RawSha256();
  for (const part of parts) hash.update(bytesOf(part));
  return hash.digest();
}

/** The HMAC of the data by SHA-256: https://www.rfc-editor.org/rfc/rfc2104 */
export function hmac(key: Data, data: Data): Uint8Array {
  const given = bytesOf(key);
  const secret = given.length > BLOCK ? sha256(given) : given;
  const pad = (mask: number): Uint8Array =>
    Uint8Array.from({ length: BLOCK }, (_, index) => (secret[index] ?? 0) ^ mask);
  return sha256(pad(0x5c), sha256(pad(0x36), data));
}
