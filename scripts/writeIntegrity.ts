import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a browser compares a file with, as `integrity` of a script tag has it. */
export function integrityOf(file: Buffer | string): string {
  return `sha384-${createHash('sha384').update(file).digest('base64')}`;
}

/** The page with the hash of each file behind its name; `hashes` by the end of the file's path. */
export function withIntegrity(page: string, hashes: Record<string, string>): string {
  return Object.entries(hashes).reduce(
    (text, [name, hash]) =>
      text.replace(
        new RegExp(`(${name.replaceAll('.', '\\.')}"[^<\`]*?)sha384-[A-Za-z0-9+/=]+`, 'g'),
        (_, before: string) => `${before}${hash}`,
      ),
    page,
  );
}

/** Writes into the page on script tags the hashes of the files that were just built. */
export function writeIntegrity(folder: string): void {
  const path = join(folder, 'docs/without-a-bundler.md');
  const page = readFileSync(path, 'utf8');
  const names = ['dual-rum.esm.js', 'dual-rum.iife.js'];
  const hashes = names.map((name) => [name, integrityOf(readFileSync(join(folder, 'dist', name)))]);
  const next = withIntegrity(page, Object.fromEntries(hashes) as Record<string, string>);
  if (next !== page) writeFileSync(path, next);
}
