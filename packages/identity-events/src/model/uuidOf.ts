import { createHash } from 'node:crypto';

/** The namespace of URLs: https://www.rfc-editor.org/rfc/rfc9562#name-namespace-id-usage-and-allo */
const URLS = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex');

/** The UUID of a URL, version 5 of RFC 9562: the same for the same URL. */
export function uuidOf(url: string): string {
  const bytes = createHash('sha1').update(URLS).update(url).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
