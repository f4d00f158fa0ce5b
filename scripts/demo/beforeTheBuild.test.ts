import { resolve } from 'node:path';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

it('the demo loads no package before it has built it', async () => {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['scripts/demo.ts'],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'silent',
  });
  const atOnce = new Set(['scripts/demo.ts']);
  const packages: string[] = [];
  for (const file of atOnce) {
    for (const { path, kind, external } of metafile.inputs[file]!.imports) {
      if (kind !== 'import-statement') continue;
      if (!external) atOnce.add(path);
      else if (path.startsWith('@dual-rum/')) packages.push(`${file} imports ${path}`);
    }
  }
  expect(atOnce.size).toBeGreaterThan(10);
  expect(packages).toEqual([]);
});
