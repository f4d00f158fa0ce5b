import { rmSync, statSync } from 'node:fs';
import type { AcceptedBatch } from '../store/StoredEvent.ts';
import { listEventFiles, listSegments, type Segment } from './paths.ts';
import { readSegment } from './readSegment.ts';

export interface ReadSegment extends Segment {
  /** Ids of events that are in Parquet, to know a copy by. */
  ids: Set<string>;
  events: number;
  /** Bytes of whole batches. */
  bytes: number;
}

export interface JournalContent {
  segments: ReadSegment[];
  /** The newest batches, in order of arrival, that hold `maxEvents` events. */
  stored: AcceptedBatch[];
  /** Number of arrival of the last event. */
  arrival: number;
}

/** Reads the segments that hold the newest `maxEvents` events and all that are not in Parquet, and removes older ones. */
export async function readJournal(
  folder: string,
  maxEvents: number,
  log: (line: string) => void,
): Promise<JournalContent> {
  const segments: ReadSegment[] = [];
  let stored: AcceptedBatch[] = [];
  let arrival = 0;
  for (const segment of listSegments(folder).reverse()) {
    if (segment.state === 'done' && sizeOf(stored) >= maxEvents) {
      rmSync(segment.file);
      continue;
    }
    // Parquet of a segment that is not done was not finished. It is made again.
    if (segment.state === 'live') removeEventFiles(folder, segment.first);
    const read: ReadSegment = { ...segment, ids: new Set(), events: 0, bytes: 0 };
    const batches: AcceptedBatch[] = [];
    arrival = Math.max(arrival, segment.first - 1);
    const lines = readSegment({ file: segment.file });
    for (let next = await lines.next(); ; next = await lines.next()) {
      if (next.done) {
        read.bytes = next.value;
        break;
      }
      const { batch, arrival: first } = next.value;
      batches.push(batch);
      read.events += batch.size;
      arrival = Math.max(arrival, first + batch.size - 1);
      // Those of the others are known when they are read for the database.
      if (segment.state === 'done') for (const id of batch.ids()) read.ids.add(id);
    }
    const { size } = statSync(segment.file);
    if (size > read.bytes)
      log(
        `data: ${segment.file} ends with half a batch, ${size - read.bytes} bytes, which nobody was told is stored. It is left out.`,
      );
    stored = newest([...batches, ...stored], maxEvents);
    segments.unshift(read);
  }
  return { segments, stored, arrival };
}

const sizeOf = (batches: readonly AcceptedBatch[]): number => batches.reduce((sum, { size }) => sum + size, 0);

/** The newest batches, down to the one with which they hold `events` events. */
function newest(batches: AcceptedBatch[], events: number): AcceptedBatch[] {
  let held = 0;
  let from = batches.length;
  while (from > 0 && held < events) held += batches[--from]!.size;
  return batches.slice(from);
}

function removeEventFiles(folder: string, first: number): void {
  for (const file of listEventFiles(folder)) if (file.first === first) rmSync(file.path);
}
