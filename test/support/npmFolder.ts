import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const cache = resolve(import.meta.dirname, '../../.cache/npm');

/**
 * Brings packages of npm that are too large for the checkout into a git-ignored folder, once.
 * @param dependencies as in a package.json
 * @returns the folder; or why it cannot, in words
 */
export function npmFolder(name: string, dependencies: Record<string, string>): { folder: string } | { why: string } {
  const folder = join(cache, name);
  const manifest = JSON.stringify({ private: true, type: 'module', dependencies });
  const isThere = (): boolean =>
    existsSync(join(folder, 'done.json')) && readFileSync(join(folder, 'done.json'), 'utf8') === manifest;
  if (isThere()) return { folder };
  const fresh = `${folder}-${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  try {
    writeFileSync(join(fresh, 'package.json'), manifest);
    const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    const { status, stderr } = spawnSync('npm', args, { cwd: fresh, encoding: 'utf8' });
    if (status !== 0) return { why: `npm cannot install ${name}: ${stderr.split('\n')[0]}` };
    writeFileSync(join(fresh, 'done.json'), manifest);
    // Whole or not at all, for whoever looks meanwhile; another process may have been faster.
    if (!isThere()) {
      rmSync(folder, { recursive: true, force: true });
      renameSync(fresh, folder);
    }
    return { folder };
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}
