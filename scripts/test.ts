/** `npm test`: browser → build → types and lint → every test, stopping at the first step that fails. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ensureBrowser } from '../test/support/browser.ts';
import { summarize, type Report } from './test/summary.ts';

const HELP = `npm test [-- <vitest arguments>]

Builds every package, checks types and lint, then runs all tests:
  npm test                                everything
  npm test -- packages/browser            tests whose path contains this
  npm test -- --project units -t switch   any option of "vitest run"

The last line is "N passed, N failed" (and skipped, if any). With CI=true a suite that cannot run fails.`;

const root = resolve(import.meta.dirname, '..');

async function main(args: string[]): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    console.log(HELP);
    return 0;
  }
  const started = performance.now();
  const ready =
    (await step('browser', ensureBrowser)) &&
    (await step('build', () => npmRun('build'))) &&
    // Both only read, and each uses one core.
    (await Promise.all([step('types', () => npmRun('types')), step('lint', () => npmRun('lint'))])).every(Boolean);
  if (!ready) {
    console.log('0 passed, 1 failed');
    return 1;
  }

  const { passed, failed, skipped } = await runTests(args);
  console.log(`everything took ${seconds(started)}`);
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  return failed > 0 ? 1 : 0;
}

async function step(name: string, run: () => unknown): Promise<boolean> {
  const started = performance.now();
  try {
    await run();
    console.log(`✓ ${name.padEnd(8)} ${seconds(started)}`);
    return true;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n✗ ${name.padEnd(8)} ${seconds(started)}`);
    return false;
  }
}

/** Runs a script of package.json, silent unless it fails. */
function npmRun(script: string): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn('npm', ['run', '--silent', script], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk: Buffer) => (output += chunk.toString());
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', fail);
    child.on('close', (code) => (code === 0 ? done() : fail(new Error(`${output}\n"npm run ${script}" failed`))));
  });
}

async function runTests(args: string[]): Promise<ReturnType<typeof summarize>> {
  const started = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'dual-rum-test-'));
  const file = join(folder, 'report.json');
  try {
    const exitCode = await vitest([
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
      ...args,
    ]);
    const report = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : undefined;
    console.log(`${exitCode === 0 ? '✓' : '✗'} tests    ${seconds(started)}`);
    return summarize(report, exitCode);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function vitest(args: string[]): Promise<number> {
  return new Promise((done, fail) => {
    const program = join(root, 'node_modules/vitest/vitest.mjs');
    const child = spawn(process.execPath, [program, ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', fail);
    child.on('close', (code) => done(code ?? 1));
  });
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

process.exitCode = await main(process.argv.slice(2));
