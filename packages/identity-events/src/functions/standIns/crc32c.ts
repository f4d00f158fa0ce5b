/**
 * Stands in for `@platformatic/wasm-utils` in bundles, which decodes and compiles WebAssembly as it is loaded, for as long as all
 * the rest of a start. Of it the producer needs one checksum: CRC-32C, https://www.rfc-editor.org/rfc/rfc3720#appendix-B.4.
 */
const TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value;
});

/** Bytes, or those that the client has collected. */
type Bytes = Uint8Array | { buffer: Uint8Array };

export function crc32c(data: Bytes): number {
  const bytes = data instanceof Uint8Array ? data : data.buffer;
  let value = -1;
  for (let i = 0; i < bytes.length; i++) value = TABLE[(value ^ bytes[i]!) & 0xff]! ^ (value >>> 8);
  return ~value >>> 0;
}

/** Nothing here compresses: the functions send messages as they are. */
function unused(): never {
  throw new Error('This bundle is without compression for Kafka.');
}

export const [lz4Compress, lz4Decompress, snappyCompress, snappyDecompress] = [unused, unused, unused, unused];
