import { closeSync, openSync, readSync } from 'node:fs';
import { ConsoleError } from '../errors/ConsoleError.ts';

/** A Parquet file begins and ends with this: https://parquet.apache.org/docs/file-format/ */
const MAGIC = 'PAR1';

/** Throws a `ConsoleError` that names the file when it is not whole: each question would fail on it. */
export function checkEventFile(path: string, bytes: number): void {
  const file = openSync(path, 'r');
  try {
    const ends = [0, Math.max(0, bytes - MAGIC.length)].map((at) => {
      const found = Buffer.alloc(MAGIC.length);
      readSync(file, found, 0, MAGIC.length, at);
      return found.toString('latin1');
    });
    if (bytes >= 2 * MAGIC.length && ends.every((end) => end === MAGIC)) return;
  } finally {
    closeSync(file);
  }
  throw new ConsoleError(
    'data',
    `${path} is damaged: it is no whole Parquet file. Nothing was changed. Put it back from a copy, or move it away and start without its events.`,
  );
}
