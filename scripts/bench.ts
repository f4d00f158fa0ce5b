/** `npm run bench`: what the SDK costs a page at run time, against one plain aws-rum-web, and functions against naive ones. */
import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { ensureBuilt } from '../test/support/ensureBuilt.ts';
import { launchBrowser } from '../test/support/browser.ts';
import { table } from '../test/support/table.ts';
import type { Bench, Row } from '../test/bench/bench.ts';
import { buildBundles } from '../test/bench/bundles.ts';
import { creation } from '../test/bench/cases/creation.ts';
import { loading } from '../test/bench/cases/loading.ts';
import { memory } from '../test/bench/cases/memory.ts';
import { recording } from '../test/bench/cases/recording.ts';
import { switching } from '../test/bench/cases/switching.ts';
import { ingest } from '../test/bench/console/ingest.ts';
import { openedPage } from '../test/bench/console/openPage.ts';
import { consoleReadme } from '../test/bench/console/readme.ts';
import { queriesOverMany } from '../test/bench/console/queries.ts';
import { verdicts } from '../test/bench/console/verdict.ts';
import { identityEvents, identityEventsReadme } from '../test/bench/identityEvents/measure.ts';
import { benchReadme } from '../test/bench/readme.ts';
import { startServer } from '../test/bench/server.ts';

const cases: Record<string, (bench: Bench) => Promise<Row[]>> = { creation, loading, switching, recording, memory };

/** What is measured without a browser. */
const FUNCTIONS = 'identity-events';
const CONSOLE = 'console';

const HELP = `npm run bench [-- options]

Measures in a real browser and fails when a goal is missed. Ratios are against one plain aws-rum-web, and of the functions of
identity events against the handlers that articles have.

  --only <name>   one of ${[...Object.keys(cases), FUNCTIONS, CONSOLE].join(', ')}
  --repeats <n>   default 15
  --write         write the numbers into test/bench/README.md, identity-events.md and console.md
  --help`;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    repeats: { type: 'string', default: '15' },
    write: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  },
});

if (values.help) console.log(HELP);
else process.exitCode = await main(values.only, Number(values.repeats), values.write ?? false);

async function main(only: string | undefined, repeats: number, write: boolean): Promise<number> {
  if (!(repeats >= 1)) throw new Error('--repeats takes a number of 1 or more');
  const local = only === undefined || only === CONSOLE ? await measureConsole(write) : 0;
  if (only === CONSOLE) return local;
  const functions = only === undefined || only === FUNCTIONS ? await measureFunctions(repeats, write) : 0;
  return only === FUNCTIONS ? functions : Math.max(local, functions, await measurePages(only, repeats, write));
}

async function measureFunctions(repeats: number, write: boolean): Promise<number> {
  ensureBuilt('identity-events');
  const rows = await identityEvents(repeats);
  if (write) {
    const page = await format(identityEventsReadme(rows, repeats), { parser: 'markdown', printWidth: 120 });
    writeFileSync(join(import.meta.dirname, '../test/bench/identity-events.md'), page);
  }
  console.log(`\n${table([['', 'Dual RUM', 'naive', 'ratio', 'goal'], ...rows.map(cells)])}`);
  return rows.every(({ goal }) => goal?.met ?? true) ? 0 : 1;
}

/** The console beside a bare server, its page, and the queries beside the same statements. */
async function measureConsole(write: boolean): Promise<number> {
  for (const name of ['queries', 'console']) ensureBuilt(name);
  const before = loadavg()[0]!;
  const rows = [...(await ingest()), ...(await openedPage()), ...(await queriesOverMany()), ...(await verdicts())];
  if (write) {
    const page = await format(consoleReadme(rows, [before, loadavg()[0]!]), { parser: 'markdown', printWidth: 120 });
    writeFileSync(join(import.meta.dirname, '../test/bench/console.md'), page);
  }
  console.log(`\n${table([['', 'Dual RUM', 'bare', 'ratio', 'goal'], ...rows.map(cells)])}`);
  return rows.every(({ goal }) => goal?.met ?? true) ? 0 : 1;
}

async function measurePages(only: string | undefined, repeats: number, write: boolean): Promise<number> {
  if (only !== undefined && !(only in cases))
    throw new Error(`--only ${only} is none of ${[...Object.keys(cases), FUNCTIONS, CONSOLE].join(', ')}`);
  if (write && only !== undefined) throw new Error('--write needs all cases: leave out --only');

  ensureBuilt('browser');
  await buildBundles();
  const server = await startServer();
  const browser = await launchBrowser();
  const rows: Row[] = [];
  const broken: string[] = [];
  try {
    for (const [name, measure] of Object.entries(cases)) {
      if (only !== undefined && name !== only) continue;
      const started = performance.now();
      // One case that cannot be measured does not hide what the others find.
      try {
        rows.push(...(await measure({ browser, server, repeats })));
        console.log(`${name} took ${((performance.now() - started) / 1000).toFixed(1)} s`);
      } catch (error) {
        console.error(`✗ ${name}:`, error);
        broken.push(name);
      }
    }
    if (write && broken.length === 0) {
      const version = `Chromium ${browser.version().split('.')[0]}`;
      writeFileSync(join(import.meta.dirname, '../test/bench/README.md'), benchReadme(rows, repeats, version));
    }
  } finally {
    await browser.close();
    await server.close();
  }
  console.log(`\n${table([['', 'Dual RUM', 'aws-rum-web', 'ratio', 'goal'], ...rows.map(cells)])}`);
  return broken.length === 0 && rows.every(({ goal }) => goal?.met ?? true) ? 0 : 1;
}

function cells({ what, dual, plain = '', ratio, goal }: Row): string[] {
  const reached = goal ? `${goal.text} ${goal.met ? '✓' : '✗ missed'}` : '';
  return [what, dual, plain, ratio === undefined ? '' : `${ratio.toFixed(2)} ×`, reached];
}
