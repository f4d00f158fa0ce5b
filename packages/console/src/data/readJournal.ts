import { rmSync } from 'node:fs';
import type { StoredEvent } from '../store/StoredEvent.ts';
import { listEventFiles, listSegments, type Segment } from './paths.ts';
import { readSegment } from './readSegment.ts';
import { fromRecord } from './records.ts';

export interface ReadSegment extends Segment {
  /** Event ids, to know a copy by. */
  ids: Set<string>;
  events: number;
  /** Bytes of whole batches. */
  bytes: number;
}

export interface JournalContent {
  segments: ReadSegment[];
  /** The newest events, in order of arrival. */
  stored: StoredEvent[];
  /** Lines of JSON of the events that are not in Parquet. */
  live: string[];
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
  let stored: StoredEvent[] = [];
  let live: string[] = [];
  let arrival = 0;
  for (const segment of listSegments(folder).reverse()) {
    if (segment.state === 'done' && stored.length >= maxEvents) {
      rmSync(segment.file);
      continue;
    }
    // Parquet of a segment that is not done was not finished. It is made again.
    if (segment.state === 'live') removeEventFiles(folder, segment.first);
    const { lines, records, bytes, size } = await readSegment(segment.file);
    if (size > bytes)
      log(
        `data: ${segment.file} ends with half a batch, ${size - bytes} bytes, which nobody was told is stored. It is left out.`,
      );
    if (segment.state === 'live') live = [...lines, ...live];
    stored = [...records.map(fromRecord), ...stored];
    arrival = Math.max(arrival, segment.first - 1, records.at(-1)?.dual_rum?.arrival ?? 0);
    segments.unshift({
      ...segment,
      ids: new Set(records.map(({ event_id }) => event_id)),
      events: records.length,
      bytes,
    });
  }
  return { segments, stored: stored.slice(-maxEvents), live, arrival };
}

function removeEventFiles(folder: string, first: number): void {
  for (const file of listEventFiles(folder)) if (file.first === first) rmSync(file.path);
}
