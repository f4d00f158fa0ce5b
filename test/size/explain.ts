import { relative, resolve } from 'node:path';
import type { Chunk } from './bundle.ts';
import type { Measured } from './measure.ts';
import type { Result } from './results.ts';
import { table } from '../support/table.ts';

const root = resolve(import.meta.dirname, '../..');

/** Which module takes how many bytes of the measured application, by when it is loaded. */
export function explain({ bundler, type, measured }: Result): string {
  const { dualRum } = measured;
  return [
    `${bundler}, ${type}: minified bytes by module`,
    ...parts(dualRum).flatMap(([title, chunks]) => [`\n${title}`, breakdown(chunks)]),
  ].join('\n');
}

function parts(measured: Measured): [string, Chunk[]][] {
  const rest = measured.lazyChunks.filter((chunk) => !measured.signingChunks.includes(chunk));
  return [
    ['up front', measured.upFrontChunks],
    ['signing', measured.signingChunks],
    ['identity pool and the rest', rest],
  ];
}

function breakdown(chunks: Chunk[]): string {
  const modules = new Map<string, number>();
  for (const [path, bytes] of chunks.flatMap((chunk) => Object.entries(chunk.sources))) {
    modules.set(shortName(path), (modules.get(shortName(path)) ?? 0) + bytes);
  }
  const rows = [...modules].sort(([, a], [, b]) => b - a);
  const sum = rows.reduce((total, [, bytes]) => total + bytes, 0);
  return table(
    [...rows, [`${rows.length} sources`, sum] as const].map(([name, n]) => [`  ${name}`, n.toLocaleString('en-US')]),
  );
}

function shortName(path: string): string {
  if (path === 'bundler') return '(bundler)';
  return path.includes('node_modules/.cache/') ? '(application)' : relative(root, path).replace(/^node_modules\//, '');
}
