import { createReadStream } from 'node:fs';
import { ConsoleError } from '../errors/ConsoleError.ts';
import type { EventRecord } from './records.ts';

/** What a segment of the journal holds. */
export interface SegmentContent {
  /** Lines of JSON, in order of arrival. */
  lines: string[];
  records: EventRecord[];
  /** Bytes up to the end of the last whole batch; what follows was never acknowledged. */
  bytes: number;
  /** Bytes of the file. */
  size: number;
}

/** The line that ends a batch. It is written with the batch, so a batch without it was not written whole. */
export const endOfBatch = (events: number): string => `{"batch":${events}}\n`;
const END = /^\{"batch":(\d+)\}$/;

/**
 * Reads a segment of the journal. A batch that is half written at its end is left out: its writer ended before it could
 * acknowledge. Throws a `ConsoleError` that names the line when anything else is wrong; the file stays as it is.
 */
export async function readSegment(file: string): Promise<SegmentContent> {
  const content: SegmentContent = { lines: [], records: [], bytes: 0, size: 0 };
  let rest: Buffer = Buffer.alloc(0);
  let lineNumber = 0;
  let batch: { lines: string[]; records: EventRecord[] } = { lines: [], records: [] };
  let position = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    content.size += chunk.length;
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(10, start); end >= 0; end = bytes.indexOf(10, start)) {
      const line = bytes.toString('utf8', start, end);
      position += end + 1 - start;
      start = end + 1;
      lineNumber += 1;
      const ended = END.exec(line);
      if (!ended) {
        batch.records.push(parse(line, file, lineNumber));
        batch.lines.push(line);
        continue;
      }
      if (Number(ended[1]) !== batch.lines.length)
        throw damaged(file, lineNumber, `a batch of ${ended[1]} events has ${batch.lines.length}`);
      content.lines.push(...batch.lines);
      content.records.push(...batch.records);
      content.bytes = position;
      batch = { lines: [], records: [] };
    }
    rest = bytes.subarray(start);
  }
  return content;
}

function parse(line: string, file: string, lineNumber: number): EventRecord {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw damaged(file, lineNumber, (cause as Error).message, cause);
  }
  const record = value as EventRecord;
  if (typeof record?.event_id !== 'string' || typeof record.event_timestamp !== 'number')
    throw damaged(file, lineNumber, 'it is no event');
  return record;
}

const damaged = (file: string, line: number, why: string, cause?: unknown): ConsoleError =>
  new ConsoleError(
    'data',
    `${file} is damaged at line ${line}: ${why}. Nothing was changed. Mend that line, or remove it and the rest of its batch up to the next line with "batch"; or move the file away and start without it.`,
    { cause },
  );
