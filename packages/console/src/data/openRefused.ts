import { appendFile } from 'node:fs/promises';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { RefusedWrite } from '../store/StoredEvent.ts';
import { dataError } from './dataError.ts';

/** Refused writes on disk, the newest. Unlike events nobody was told that they are stored. */
export interface Refused {
  writes: () => readonly RefusedWrite[];
  /** Those that this did not give before. */
  unseen: () => RefusedWrite[];
  add: (write: RefusedWrite) => void;
  clear: () => void;
  /** Resolves when all that was added is written. */
  close: () => Promise<void>;
}

const MAX = 10_000;

/** Opens the file. Lines that are half written are passed over. */
export function openRefused(file: string, log: (line: string) => void): Refused {
  let writes = read(file);
  let unseen = [...writes];
  let writing: Promise<void> = Promise.resolve();
  const rewrite = (): void => {
    const fresh = `${file}.new`;
    writeFileSync(fresh, writes.map((write) => `${JSON.stringify(write)}\n`).join(''));
    renameSync(fresh, file);
  };
  try {
    rewrite();
  } catch (cause) {
    throw dataError(`cannot write to ${file}`, cause);
  }
  return {
    writes: () => writes,
    unseen() {
      const found = unseen;
      unseen = [];
      return found;
    },
    add(write) {
      writes.push(write);
      unseen.push(write);
      if (unseen.length > MAX) unseen.shift();
      if (writes.length > MAX) writes.shift();
      writing = writing
        .then(() => appendFile(file, `${JSON.stringify(write)}\n`))
        .catch((cause: unknown) =>
          log(dataError(`a refused write is not kept: cannot write to ${file}`, cause).message),
        );
    },
    clear() {
      [writes, unseen] = [[], []];
      writing = writing
        .then(rewrite)
        .catch((cause: unknown) => log(dataError(`cannot write to ${file}`, cause).message));
    },
    close: () => writing,
  };
}

function read(file: string): RefusedWrite[] {
  if (!existsSync(file)) return [];
  const writes = readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line): RefusedWrite[] => {
      try {
        return [JSON.parse(line) as RefusedWrite];
      } catch {
        return [];
      }
    });
  return writes.slice(-MAX);
}
