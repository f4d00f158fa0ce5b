// @vitest-environment node
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { commandSupport, nestedOptions, optionSupport, type Support } from './optionSupport.ts';

const page = readFileSync(resolve(import.meta.dirname, '../../docs/migrate.md'), 'utf8');

/** The rows of the table below a heading: name and text. */
function rows(heading: string): [string, string][] {
  const [, text] = new RegExp(`## ${heading}\\n([\\s\\S]*?)(?=\\n##|$)`).exec(page)!;
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

it('names every option of telemetries and cookies', () => {
  const found = rows('Of telemetries and cookies').map(([name, text]) => [name, text.match(/(?<=`)\w+(?=`[, ])/g)]);
  const known = Object.entries(nestedOptions).map(([name, options]) => [name, Object.keys(options)]);
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(known));
});
