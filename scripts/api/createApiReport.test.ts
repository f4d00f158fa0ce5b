import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { ensureBuilt } from '../../test/support/ensureBuilt.ts';
import { createApiReport } from './createApiReport.ts';

const packages = resolve(import.meta.dirname, '../../packages');
const published = readdirSync(packages).filter((name) => existsSync(join(packages, name, 'src/index.ts')));

it.each(published)('packages/%s/api.md says what the package exports', { timeout: 120_000 }, async (name) => {
  ensureBuilt(name);
  const folder = join(packages, name);
  const file = join(folder, 'api.md');
  const committed = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const hint = `The public types changed. If that is meant, run "npm run api" and commit packages/${name}/api.md`;
  expect(await createApiReport(folder), hint).toBe(committed);
});

it('writes exported types and the types they mention, and nothing else', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dual-rum-api-'));
  const files = {
    'package.json': JSON.stringify({
      name: '@x/tea',
      exports: {
        '.': { types: './dist/index.d.ts' },
        './cup': { types: './dist/cup.d.ts' },
        './package.json': './package.json',
      },
    }),
    'dist/index.d.ts': `export { brew } from './brew.ts'; export type { Leaf as TeaLeaf } from './leaf.ts';`,
    'dist/cup.d.ts': `export interface Cup { full: boolean }`,
    'dist/leaf.d.ts': `/** Says more. */ export interface Leaf { colour: string } export interface Hidden { a: 1 }`,
    'dist/brew.d.ts': `
      import type { Leaf } from './leaf.ts';
      import type { Kettle } from 'kettle';
      interface Water { degrees: number }
      export declare function brew(leaf: Leaf, water: Water): string;
      export declare function brew(kettle: Kettle): string;
      export declare const internal = 1;`,
  };
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    const report = await createApiReport(folder);
    expect(report).toContain('- `@x/tea`: `TeaLeaf`, `brew`');
    expect(report).toContain('- `@x/tea/cup`: `Cup`');
    expect(report).toContain('brew(leaf: Leaf, water: Water): string;');
    expect(report).toContain('brew(kettle: Kettle): string;');
    expect(report).toMatch(/interface Leaf(.|\n)*interface Water/);
    expect(report).not.toMatch(/Hidden|internal|Says more/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
