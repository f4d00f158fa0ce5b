/** `npm run check:aws-rum-web`: what another version of aws-rum-web would break. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { REPLACEMENTS } from '../packages/browser/aws-rum-web/replacements.ts';
import { DROPPED } from '../packages/browser/aws-rum-web/dropped.ts';

const HELP = `npm run check:aws-rum-web [-- <version>]

Installs a version of aws-rum-web, @aws-rum/web-core and @aws-rum/web-slim (the newest one, unless a version is given) in a
temporary folder, checks the types, builds the browser package and runs its unit tests there, and says what breaks: each
replaced module, dropped member and private member by its name. Needs the npm registry. Ends with 0 if nothing breaks, else 1.

  npm run check:aws-rum-web                the newest version
  npm run check:aws-rum-web -- 3.2.0       this one
  npm run check:aws-rum-web -- --keep      leaves the folder there, and says where it is`;

const CLIENTS = ['aws-rum-web', '@aws-rum/web-core', '@aws-rum/web-slim'];
const root = resolve(import.meta.dirname, '..');

function main(args: string[]): number {
  if (args.includes('--help') || args.includes('-h')) {
    console.log(HELP);
    return 0;
  }
  const unknown = args.find((arg) => arg.startsWith('-') && arg !== '--keep');
  if (unknown) throw new Error(`There is no option ${unknown}. See npm run check:aws-rum-web -- --help`);
  const version = args.find((arg) => !arg.startsWith('-')) ?? npm(root, 'view', 'aws-rum-web', 'version').trim();
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'dual-rum-check-')));
  try {
    console.log(`Trying aws-rum-web ${version} (this package is built from ${versionIn(root, 'aws-rum-web')}).`);
    install(folder, version);
    const broken = [checkTypes(folder), checkBuild(folder), checkTests(folder)].flat();
    const changed = changedFiles(folder);
    if (changed.length > 0) {
      console.log(`\nFiles that are replaced or have members dropped, and differ from ours: read what changed.`);
      for (const file of changed) console.log(`- ${file}`);
    }
    if (broken.length > 0) console.log(`\nWith aws-rum-web ${version} this breaks:\n${broken.join('\n')}`);
    else console.log(`\nNothing breaks with aws-rum-web ${version}.`);
    return broken.length > 0 ? 1 : 0;
  } finally {
    if (args.includes('--keep')) console.log(`The folder is ${folder}`);
    else rmSync(folder, { recursive: true, force: true });
  }
}

/** The browser package with that version, and everything else as it is installed here. */
function install(folder: string, version: string): void {
  const own = JSON.parse(readFileSync(join(root, 'packages/browser/package.json'), 'utf8')) as Record<string, object>;
  const dependencies = { ...own['devDependencies'], ...Object.fromEntries(CLIENTS.map((name) => [name, version])) };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module', dependencies }));
  // What need not change keeps the version that is locked.
  cpSync(join(root, 'package-lock.json'), join(folder, 'package-lock.json'));
  try {
    npm(folder, 'install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error');
  } catch (cause) {
    const said = (cause as { stderr?: string }).stderr ?? '';
    throw new Error(
      `${CLIENTS.join(', ')} ${version} cannot be installed together: one of them has no such version, or the npm ` +
        `registry does not answer. npm says:\n${said}`,
      { cause },
    );
  }
  linkTheRest(join(root, 'node_modules'), join(folder, 'node_modules'));
  const skip = /[\\/](dist|node_modules)$/;
  for (const path of ['packages/browser', 'scripts/build.ts', 'scripts/libraryConfig.ts', 'vite.config.ts']) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(root, path), join(folder, path), { recursive: true, filter: (from) => !skip.test(from) });
  }
  const { compilerOptions } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')) as {
    compilerOptions: object;
  };
  const include = ['packages/browser/src', 'packages/browser/aws-rum-web/**/*.d.ts'];
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include }));
}

/** Links packages that are not there yet; of a scope that is there, those that it lacks. */
function linkTheRest(from: string, to: string): void {
  for (const name of readdirSync(from)) {
    const target = join(to, name);
    if (name === '.cache' || name === '.package-lock.json') continue;
    if (!existsSync(target)) symlinkSync(join(from, name), target);
    else if (name.startsWith('@')) linkTheRest(join(from, name), target);
  }
}

function checkTypes(folder: string): string[] {
  console.log('- types');
  const { status, output } = run(folder, 'typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json');
  const errors = output.split('\n').filter((line) => /error TS/.test(line));
  return status === 0 ? [] : errors.length > 0 ? errors.map((error) => `- types: ${error}`) : [`- types: ${output}`];
}

function checkBuild(folder: string): string[] {
  console.log('- build');
  const { status, output } = run(folder, 'tsx/dist/cli.mjs', 'scripts/build.ts', 'browser');
  if (status === 0) return [];
  // The plugin of packages/browser/aws-rum-web says one sentence for each; whatever else fails speaks for itself.
  const plain = withoutColours(output);
  const sentences = plain.split('\n').filter((line) => line.startsWith('- '));
  const said = plain.split('\n').filter((line) => line.trim() !== '' && !/^\s+at /.test(line));
  return sentences.length > 0 ? sentences.map((line) => `- build: ${line.slice(2)}`) : [`- build: ${said.join('\n')}`];
}

function checkTests(folder: string): string[] {
  console.log('- unit tests');
  const file = join(folder, 'report.json');
  const { output } = run(
    folder,
    'vitest/vitest.mjs',
    'run',
    '--project=units',
    '--testTimeout=120000',
    '--reporter=json',
    `--outputFile=${file}`,
  );
  if (!existsSync(file)) return [`- unit tests: ${output}`];
  const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as Report;
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const path = name.slice(folder.length + 1);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0 && status === 'failed') return [`- unit tests: ${path}: ${firstLine(message)}`];
    return failed.map(({ fullName, failureMessages }) => {
      const why = firstLine(failureMessages[0] ?? '');
      return `- unit tests: ${path}: "${fullName}": ${why}`;
    });
  });
}

interface Report {
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
}

function changedFiles(folder: string): string[] {
  const files = [...REPLACEMENTS.map(({ original }) => original), ...DROPPED.map(({ file }) => file)];
  return files.filter((file) => {
    const [ours, theirs] = [root, folder].map((where) => join(where, 'node_modules', file));
    if (!/\.js$/.test(file) || !existsSync(ours!) || !existsSync(theirs!)) return false;
    return readFileSync(ours!, 'utf8') !== readFileSync(theirs!, 'utf8');
  });
}

function versionIn(folder: string, name: string): string {
  const file = join(folder, 'node_modules', name, 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

function withoutColours(text: string): string {
  // eslint-disable-next-line no-control-regex -- that is what a colour begins with
  return text.replaceAll(/\u001b\[[\d;]+m/g, '');
}

function firstLine(text: string): string {
  return withoutColours(text).split('\n')[0]!;
}

function npm(cwd: string, ...args: string[]): string {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function run(cwd: string, program: string, ...args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    // Linked packages are found as if they were installed in the folder: so is what they import of the new version.
    [join(root, 'node_modules', program), ...args],
    { cwd, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' } },
  );
  return { status, output: stdout + stderr };
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
