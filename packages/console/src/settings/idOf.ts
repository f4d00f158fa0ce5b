import { createHash } from 'node:crypto';

/** Of this console, so that its ids are nobody else's. */
const NAMESPACE = Buffer.from('5b0f6a0e4d5c4f0f9a53d3c1f0a7e2b4', 'hex');

/**
 * A UUID of a name, the same on every start: what an app is configured with can be committed.
 * https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-5
 */
export function idOf(name: string): string {
  const bytes = createHash('sha1').update(NAMESPACE).update(name).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
