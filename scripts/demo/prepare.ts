import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const store = join(root, 'examples/demo-store');

/** Where `prepare` builds the shop. */
export const storeDist = join(store, 'dist');

/** Builds the packages and the shop, those that are missing or older than their sources. */
export function prepare(say: (line: string) => void): void {
  const stale = ['browser', 'cdk', 'console', 'identity-events', 'queries'].filter((name) => {
    const folder = join(root, 'packages', name);
    return isStale(
      join(folder, 'dist/index.js'),
      ['src', 'page', 'package.json'].map((name) => join(folder, name)).filter((path) => existsSync(path)),
    );
  });
  if (stale.length > 0) {
    say(`Building ${stale.map((name) => `@dual-rum/${name}`).join(', ')} …`);
    run(['--import', 'tsx', 'scripts/build.ts', ...stale], root, 'the packages');
  }

  const sources = ['src', 'index.html', 'vite.config.ts'].map((name) => join(store, name));
  if (isStale(join(storeDist, 'index.html'), [...sources, join(root, 'packages/browser/dist/index.js')])) {
    say('Building the shop …');
    // As it would be deployed, also where a test runs this.
    run([join(root, 'node_modules/vite/bin/vite.js'), 'build'], store, 'the shop');
  }
}

/** In a process of its own: what this one imports afterwards is the new build. */
function run(args: string[], cwd: string, what: string): void {
  const env = { ...process.env, NODE_ENV: 'production' };
  const { status } = spawnSync(process.execPath, args, { cwd, env, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${what} cannot be built; the compiler says why above.`);
}

function isStale(output: string, sources: string[]): boolean {
  const built = statSync(output, { throwIfNoEntry: false });
  return !built || Math.max(...sources.map(newest)) > built.mtimeMs;
}

/** When the file, or the newest file in the folder, was last written. */
function newest(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  // Folders count too: their time changes when a file in them goes.
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}
