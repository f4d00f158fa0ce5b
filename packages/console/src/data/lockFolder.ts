import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { ConsoleError } from '../errors/ConsoleError.ts';
import { dataError } from './dataError.ts';

/** The process, by its id and when it started: ids come again, in a container every time. */
const self = (): string => `${process.pid} ${Math.round(performance.timeOrigin)}`;

/**
 * Takes a folder for this process: two consoles would write over each other. A lock whose process has ended is taken over.
 * Returns what gives the folder back. Throws a `ConsoleError` that names the process that has it.
 */
export function lockFolder(folder: string): () => void {
  const file = join(folder, 'console.lock');
  const own = join(folder, `console.lock.${randomUUID()}`);
  try {
    writeFileSync(own, self());
    take(folder, file, own);
  } catch (cause) {
    if (cause instanceof ConsoleError) throw cause;
    throw dataError(`cannot write to ${folder}`, cause);
  } finally {
    rmSync(own, { force: true });
  }
  return () => rmSync(file, { force: true });
}

function take(folder: string, file: string, own: string): void {
  // A link is made whole or not at all: nobody reads a lock that is half written.
  while (!unless('EEXIST', () => linkSync(own, file))) {
    let holder = '';
    if (!unless('ENOENT', () => (holder = readFileSync(file, 'utf8')))) continue;
    if (isRunning(holder)) {
      const pid = holder.split(' ')[0];
      throw new ConsoleError(
        'data',
        `${folder} is in use by another console (process ${pid}). Stop that one, or give another folder. If process ${pid} is no console, remove ${file}.`,
      );
    }
    const old = `${own}.old`;
    if (!unless('ENOENT', () => renameSync(file, old))) continue;
    // Another one that took over in between gets its lock back.
    if (readFileSync(old, 'utf8') !== holder) unless('EEXIST', () => linkSync(old, file));
    rmSync(old);
  }
}

/** Whether it could be done; false when it fails in this way. */
function unless(code: string, work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === code) return false;
    throw error;
  }
}

function isRunning(holder: string): boolean {
  const pid = Number.parseInt(holder, 10);
  if (!(pid > 0)) return false;
  if (pid === process.pid) return holder === self();
  return unless('ESRCH', () => void process.kill(pid, 0));
}
