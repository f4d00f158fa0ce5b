import { gzipSync } from 'node:zlib';
import type { Chunk } from './bundle.ts';

export interface Bytes {
  min: number;
  gzip: number;
}

export interface Measured {
  upFront: Bytes;
  /** Signing code that the first dispatch waits for, beyond what is up front; undefined: none was found anywhere. */
  signing: Bytes | undefined;
  lazy: Bytes;
  upFrontChunks: Chunk[];
  signingChunks: Chunk[];
  lazyChunks: Chunk[];
}

export const SIGNING = /[\\/]@aws-crypto[\\/]sha256-js[\\/]/;
export const AWS_SDK = /[\\/]@aws-sdk[\\/]/;
export const REPLAY = /[\\/](rrweb[\w-]*|@rrweb)[\\/]/;

/** Sums a bundle by when a page pays for it. */
export function measure(chunks: Chunk[]): Measured {
  const reach = (from: Chunk[], next: (chunk: Chunk) => string[]): Chunk[] => {
    const reached = new Set(from);
    // A set goes on with what is added to it meanwhile.
    for (const chunk of reached) {
      for (const file of next(chunk))
        chunks.filter((other) => other.file === file).forEach((other) => reached.add(other));
    }
    return [...reached];
  };
  const upFrontChunks = reach(
    chunks.filter(({ entry }) => entry),
    ({ imports }) => imports,
  );
  // What no loaded code ever asks for costs a page nothing, though a bundler may write it.
  const lazyChunks = reach(upFrontChunks, ({ imports, dynamicImports }) => [...imports, ...dynamicImports]).filter(
    (chunk) => !upFrontChunks.includes(chunk),
  );
  // The Cognito identity SDK may sign too; its chunk is not what a dispatch with credentials at hand waits for.
  const signers = lazyChunks.filter((chunk) => contains(chunk, SIGNING) && !contains(chunk, AWS_SDK));
  const signingChunks = reach(signers, ({ imports }) => imports).filter((chunk) => !upFrontChunks.includes(chunk));
  const found = signers.length > 0 || upFrontChunks.some((chunk) => contains(chunk, SIGNING));
  return {
    upFront: total(upFrontChunks),
    signing: found ? total(signingChunks) : undefined,
    lazy: total(lazyChunks),
    upFrontChunks,
    signingChunks,
    lazyChunks,
  };
}

export function contains(chunk: Chunk, source: RegExp): boolean {
  return Object.keys(chunk.sources).some((path) => source.test(path));
}

/** Minified bytes in what a page may load that stem from packages, not from the application itself. */
export function fromPackages({ upFrontChunks, lazyChunks }: Measured): number {
  return [...upFrontChunks, ...lazyChunks]
    .flatMap((chunk) => Object.entries(chunk.sources))
    .filter(([path]) => path !== 'bundler' && !/[\\/]node_modules[\\/]\.cache[\\/]/.test(path))
    .reduce((sum, [, bytes]) => sum + bytes, 0);
}

function total(chunks: Chunk[]): Bytes {
  let min = 0;
  let gzip = 0;
  for (const { code } of chunks) {
    min += Buffer.byteLength(code);
    gzip += gzipSync(code, { level: 9 }).length;
  }
  return { min, gzip };
}
