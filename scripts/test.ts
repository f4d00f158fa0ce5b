/** `npm test`, `npm run test:unit` and `npm run test:full`. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ensureBrowser } from '../test/support/browser.ts';
import { ensureBuilt } from '../test/support/ensureBuilt.ts';
import { misplaced, type Listed } from './test/misplaced.ts';
import { otherNode } from './test/other-node.ts';
import { slowest } from './test/slowest.ts';
import { summarize, type Report, type Summary } from './test/summary.ts';

const HELP = `npm test             builds every package, checks types and lint, and runs every suite, of the long ones a few tests
npm run test:unit    unit tests alone, without a build
npm run test:full    the rest of the long suites, which are in *.full.test.ts: all faults, many journeys, every client; and
                     the whole of lint

After \`--\` each takes
  --node <version>     the unit and contract suites on another Node, which npm brings: 22, 24
  <path>               only tests whose path contains this
  and any other option of "vitest run": -t <name>, --project <name of vite.config.ts>

The last line is "N passed, N failed" (and skipped, if any). With CI=true a suite that cannot run fails.`;

/** The projects of vite.config.ts that each command runs: those that need nothing, and those that need servers, which are brought meanwhile. */
const PROJECTS = {
  unit: [['units', 'node']],
  test: [
    ['units', 'node'],
    ['contracts', 'browser'],
  ],
  full: [['full']],
  otherNode: [['units', 'node'], ['contracts']],
};

const root = resolve(import.meta.dirname, '..');
const vitest = join(root, 'node_modules/vitest/vitest.mjs');

async function main(command: 'unit' | 'test' | 'full', node: string | undefined, args: string[]): Promise<number> {
  const started = performance.now();
  const projects = PROJECTS[node === undefined || command === 'unit' ? command : 'otherNode'];
  const checks = await prepare(command);
  if (!checks) {
    console.log('0 passed, 1 failed');
    return 1;
  }
  const other = node === undefined ? undefined : otherNode(node);
  try {
    const isChosen = args.some((arg) => arg.startsWith('--project'));
    const runs: Run[] = [];
    for (const names of isChosen ? [[]] : projects) {
      if (names !== projects[0]) await checks.servers;
      const chosen = names.map((name) => `--project=${name}`);
      runs.push(await runTests(other?.program ?? process.execPath, [...chosen, ...args]));
    }
    const { passed, skipped, ...tests } = tell(runs);
    const failed = tests.failed + (await checks.beside);
    console.log(`everything took ${seconds(started)}`);
    console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
    return failed > 0 ? 1 : 0;
  } finally {
    other?.remove();
  }
}

/** What goes on beside the tests, which leave a core to it. */
interface Checks {
  /** How many checks fail. */
  beside: Promise<number> | 0;
  /** What brings the servers, if they are not here yet. */
  servers?: Promise<unknown>;
}

/** @returns undefined where there is nothing to test. */
async function prepare(command: 'unit' | 'test' | 'full'): Promise<Checks | undefined> {
  if (command === 'unit') return { beside: 0 };
  if (!(await step('browser', ensureBrowser))) return undefined;
  // What npm test has built is not built again.
  if (command === 'full') {
    const built = await step('build', () =>
      ['queries', 'browser', 'cdk', 'console', 'identity-events'].forEach(ensureBuilt),
    );
    return built ? { beside: checkBeside('lint') } : undefined;
  }
  // Downloads and the build, which has one core busy, go beside one another.
  const servers = step('servers', () => runQuietly('npx', ['tsx', 'scripts/test/bring.ts']));
  if (!(await step('build', () => npmRun('build')))) return undefined;
  if (!(await step('suites', checkSuites))) return undefined;
  return { beside: checkBeside('types', 'lint:quick'), servers };
}

/** Runs scripts of package.json one after the other: each takes a core of its own. */
async function checkBeside(...scripts: string[]): Promise<number> {
  let failed = 0;
  for (const script of scripts) if (!(await step(script, () => npmRun(script)))) failed++;
  return failed;
}

/** Every test file is run by something. */
function checkSuites(): void {
  const list = execFileSync(process.execPath, [vitest, 'list', '--filesOnly', '--json'], {
    cwd: root,
    encoding: 'utf8',
  });
  const wrong = misplaced(root, JSON.parse(list) as Listed[]);
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
}

async function step(name: string, run: () => unknown): Promise<boolean> {
  const started = performance.now();
  try {
    await run();
    console.log(`✓ ${name.padEnd(10)} ${seconds(started)}`);
    return true;
  } catch (error) {
    console.error(
      `${error instanceof Error ? error.message : String(error)}\n✗ ${name.padEnd(10)} ${seconds(started)}`,
    );
    return false;
  }
}

/** Runs a script of package.json, silent unless it fails. */
const npmRun = (script: string): Promise<void> => runQuietly('npm', ['run', '--silent', script]);

function runQuietly(program: string, args: string[]): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk: Buffer) => (output += chunk.toString());
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', fail);
    child.on('close', (code) =>
      code === 0 ? done() : fail(new Error(`${output}\n"${[program, ...args].join(' ')}" failed`)),
    );
  });
}

/** What came of one run of Vitest. */
interface Run {
  report: Report | undefined;
  exitCode: number;
}

/** Prints what took longest of all runs. @returns how many tests passed, failed and were skipped. */
function tell(runs: Run[]): Summary {
  const reports = runs.map(({ report }) => report);
  const read = reports.filter((report) => report !== undefined);
  console.log(`the longest:\n${slowest(read, root).join('\n')}`);
  return summarize(reports, Math.max(...runs.map(({ exitCode }) => exitCode)));
}

async function runTests(node: string, args: string[]): Promise<Run> {
  const started = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'dual-rum-test-'));
  const file = join(folder, 'report.json');
  try {
    const exitCode = await run(node, [
      vitest,
      'run',
      // A path may be of one run alone: where there is no test at all, the summary says so.
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
      ...args,
    ]);
    console.log(`${exitCode === 0 ? '✓' : '✗'} tests      ${seconds(started)}`);
    return { report: existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : undefined, exitCode };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(program: string, args: string[]): Promise<number> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', fail);
    child.on('close', (code) => done(code ?? 1));
  });
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

const args = process.argv.slice(2);
/** Takes an option of this script out of the arguments; all others are Vitest's. */
function take(option: string, values = 0): string[] | undefined {
  const at = args.indexOf(option);
  return at < 0 ? undefined : args.splice(at, 1 + values);
}
const command = take('--unit') ? 'unit' : take('--full') ? 'full' : 'test';
const [, node] = take('--node', 1) ?? [];
if (take('--help') ?? take('-h')) console.log(HELP);
else process.exitCode = await main(command, node, args);
