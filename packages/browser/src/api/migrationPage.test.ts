// @vitest-environment node
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { commandSupport, optionSupport, type Support } from './optionSupport.ts';

const page = readFileSync(resolve(import.meta.dirname, '../../docs/migrate.md'), 'utf8');

/** The rows of a chapter's table: name and text. */
function rows(chapter: string): [string, string][] {
  const [, text] = new RegExp(`## ${chapter}\\n([\\s\\S]*?)(?=\\n## |$)`).exec(page)!;
  return [...text!.matchAll(/^\| `(\w+)` +\| (.*?) +\|$/gm)].map(([, name, text]) => [name!, text!]);
}

// That these are all that aws-rum-web publishes is tested beside them.
const tables: [string, Record<string, Support>][] = [
  ['Options', optionSupport],
  ['Commands', commandSupport],
];

it.each(tables)('%s: the page on migration has each of aws-rum-web, and says how it works here', (chapter, support) => {
  const found = rows(chapter);
  expect(found.map(([name]) => name).sort()).toEqual(Object.keys(support).sort());
  for (const [name, text] of found) {
    const known = support[name]!;
    if (known === 'same') expect(text, name).toMatch(/^As it is/);
    else if ('differs' in known) expect(text, name).toBe(known.differs);
    else expect(text, name).toMatch(/[Rr]efused/);
  }
});
