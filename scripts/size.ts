/** `npm run size`: what the SDK costs a page, measured against its budgets. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import * as prettier from 'prettier';
import { ensureBuilt } from '../test/support/ensureBuilt.ts';
import { checkBudgets } from '../test/size/checks.ts';
import { explain } from '../test/size/explain.ts';
import { checkReadme, sizeBlock, writeBlock } from '../test/size/readme.ts';
import { measureAll } from '../test/size/results.ts';
import { checkScript, measureScripts } from '../test/size/scripts.ts';
import { sizeTable } from '../test/size/sizeTable.ts';

const HELP = `npm run size [-- options]

Bundles small applications with Vite and esbuild, looks at the files for script tags, and fails when one costs more than
test/size/budgets.ts allows, or when README.md states other figures.

  --write     write the measured figures into README.md
  --explain   also print the bytes of every module
  --help`;

const { values } = parseArgs({
  options: { write: { type: 'boolean' }, explain: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
});

if (values.help) {
  console.log(HELP);
} else {
  ensureBuilt('browser');
  const results = await measureAll();
  if (values.explain)
    console.log(
      `${results
        .filter(({ type }) => type === 'module')
        .map(explain)
        .join('\n\n')}\n`,
    );
  console.log(`${sizeTable(results)}\n`);
  const scripts = measureScripts();
  for (const { file, min, gzip } of scripts) console.log(`${file}: ${gzip} bytes of gzip -9, ${min} minified`);

  const path = resolve(import.meta.dirname, '../README.md');
  const block = sizeBlock(results, scripts);
  if (values.write) {
    const written = writeBlock(readFileSync(path, 'utf8'), block);
    writeFileSync(path, await prettier.format(written, { ...(await prettier.resolveConfig(path)), filepath: path }));
  }
  const readme = existsSync(path) ? readFileSync(path, 'utf8') : '';

  const checks = [...results.flatMap(checkBudgets), ...scripts.map(checkScript), checkReadme(readme, block)];
  for (const { ok, what, found } of checks) if (!ok) console.log(`✗ ${what}; found: ${found}`);
  const failed = checks.filter(({ ok }) => !ok).length;
  console.log(`${checks.length - failed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}
