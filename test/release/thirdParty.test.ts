import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const packageFolder = resolve(import.meta.dirname, '../../packages/browser');

it('names every package that is built into the browser package', () => {
  const dist = join(packageFolder, 'dist');
  const sources = readdirSync(dist)
    .filter((name) => name.endsWith('.js.map'))
    .flatMap((name) => (JSON.parse(readFileSync(join(dist, name), 'utf8')) as { sources: string[] }).sources);
  const built = new Set(sources.flatMap((source) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? []));
  const page = readFileSync(join(packageFolder, 'THIRD-PARTY.md'), 'utf8');
  expect(built.size).toBeGreaterThan(3);
  expect([...built].filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});
