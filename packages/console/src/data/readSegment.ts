import { createReadStream } from 'node:fs';
import { ConsoleError } from '../errors/ConsoleError.ts';
import { readLine, type JournalBatch } from './journalLine.ts';

/** The bytes of a segment of the journal that are to be read. */
export interface Stretch {
  file: string;
  /** Default: from its start. */
  from?: number;
  /** Default: to its end. */
  to?: number;
}

/**
 * Reads the batches of a segment of the journal. Returns where the last whole one ends, in bytes. What is half written at its end
 * is left out: its writer ended before it could acknowledge. Throws a `ConsoleError` that names the line when anything else is wrong;
 * the file stays as it is.
 */
export async function* readSegment({ file, from = 0, to }: Stretch): AsyncGenerator<JournalBatch, number> {
  let rest: Buffer = Buffer.alloc(0);
  let lineNumber = 0;
  let position = from;
  if (to !== undefined && to <= from) return position;
  // The last byte is included.
  const end = to === undefined ? {} : { end: to - 1 };
  for await (const chunk of createReadStream(file, { start: from, ...end, highWaterMark: 1 << 20 })) {
    const bytes = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
    let start = 0;
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, start)) {
      lineNumber += 1;
      const batch = parse(bytes.toString('utf8', start, at), file, lineNumber);
      position += at + 1 - start;
      start = at + 1;
      yield batch;
    }
    rest = bytes.subarray(start);
  }
  return position;
}

function parse(line: string, file: string, lineNumber: number): JournalBatch {
  try {
    return readLine(line);
  } catch (cause) {
    throw new ConsoleError(
      'data',
      `${file} is damaged at line ${lineNumber}: ${(cause as Error).message}. Nothing was changed. Mend that line, or remove it: it is one batch; or move the file away and start without it.`,
      { cause },
    );
  }
}
