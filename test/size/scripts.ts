import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { budgets } from './budgets.ts';
import type { Check } from './checks.ts';
import type { Bytes } from './measure.ts';

/** A file for script tags, as it was built. */
export interface Script extends Bytes {
  file: string;
}

const dist = resolve(import.meta.dirname, '../../packages/browser/dist');

export function measureScripts(): Script[] {
  return ['dual-rum.esm.js', 'dual-rum.iife.js'].map((file) => {
    const code = readFileSync(resolve(dist, file));
    return { file, min: code.length, gzip: gzipSync(code, { level: 9 }).length };
  });
}

export function checkScript({ file, gzip }: Script): Check {
  return { ok: gzip <= budgets.script, what: `${file} ≤ ${budgets.script} bytes`, found: `${gzip} bytes` };
}
