import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** Builds a package when its source is newer than its build, so that nobody measures yesterday's code. */
export function ensureBuilt(name: string): void {
  const folder = join(root, 'packages', name);
  const source = /(?<!\.test)\.(ts|vue|css|html|sql)$/;
  const changed = Math.max(...['src', 'page', 'aws-rum-web'].map((name) => newest(join(folder, name), source)));
  if (changed <= newest(join(folder, 'dist'), /\.js$/)) return;
  execFileSync('npm', ['run', '--silent', 'build', '--', name], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
}

function newest(folder: string, files: RegExp): number {
  if (!existsSync(folder)) return 0;
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return Math.max(0, ...paths.filter((path) => files.test(path)).map((path) => statSync(join(folder, path)).mtimeMs));
}
