import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const snippets = join(root, 'examples/snippets');
const sources = readdirSync(snippets, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(tsx?|svelte)$/.test(name) && !name.startsWith('node_modules'))
  .map((name) => ({ name, text: readFileSync(join(snippets, name), 'utf8').trim() }));

const docs = (folder: string): string[] =>
  existsSync(join(root, folder)) ? readdirSync(join(root, folder)).map((name) => `${folder}/${name}`) : [];
const readmes = [
  'README.md',
  ...['packages', 'examples'].flatMap((folder) =>
    readdirSync(join(root, folder)).flatMap((name) => [
      `${folder}/${name}/README.md`,
      ...docs(`${folder}/${name}/docs`),
    ]),
  ),
];

/** The blocks of TypeScript and Svelte of a page, as they stand there. */
const blocks = (page: string): string[] =>
  [...page.matchAll(/```(?:tsx?|svelte)\n([\s\S]*?)```/g)].map(([, code]) => code!.trim());

describe.each(readmes.filter((path) => existsSync(join(root, path))))('%s', (path) => {
  const page = readFileSync(join(root, path), 'utf8');
  it('shows only code that is type-checked or built, as a file of examples/snippets or as part of one', () => {
    const unchecked = blocks(page).filter((code) => !sources.some(({ text }) => text.includes(code)));
    expect(unchecked).toEqual([]);
  });
});

it('keeps the quick start within ten lines of code', () => {
  const [quickStart] = blocks(readFileSync(join(root, 'README.md'), 'utf8'));
  const lines = quickStart!.split('\n').filter((line) => line.trim() !== '');
  expect(quickStart).toContain('createDualRum');
  expect(lines.length).toBeLessThanOrEqual(10);
});
