import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * What lies where in a data folder:
 *
 *     journal/000000000001.jsonl         events as they arrive, named by the first one's number of arrival
 *     journal/000000000001.done.jsonl    the same, whose events are in Parquet, too; the newest are kept to be shown
 *     events/monitor=Shop/day=2026-11-26/000000000001.parquet
 *     refused.jsonl
 *     trail/AWSLogs/…                    who wrote, as CloudTrail records it
 *     console.lock
 */
export const journalFolder = (folder: string): string => join(folder, 'journal');
export const eventsFolder = (folder: string): string => join(folder, 'events');
export const trailFolder = (folder: string): string => join(folder, 'trail');
export const refusedFile = (folder: string): string => join(folder, 'refused.jsonl');

/** A segment of the journal. */
export interface Segment {
  /** Number of arrival of its first event. */
  first: number;
  /** `live`: its events are here alone. `done`: they are in Parquet, too. */
  state: 'live' | 'done';
  file: string;
}

export const segmentName = (first: number): string => String(first).padStart(12, '0');

export const segmentFile = (folder: string, first: number, state: Segment['state'] = 'live'): string =>
  join(journalFolder(folder), `${segmentName(first)}${state === 'done' ? '.done' : ''}.jsonl`);

/** Segments in order of arrival. */
export function listSegments(folder: string): Segment[] {
  return readdirSync(journalFolder(folder))
    .flatMap((name): Segment[] => {
      const [, first, done] = /^(\d{12})(\.done)?\.jsonl$/.exec(name) ?? [];
      if (first === undefined) return [];
      return [{ first: Number(first), state: done ? 'done' : 'live', file: join(journalFolder(folder), name) }];
    })
    .sort((one, other) => one.first - other.first);
}

/** A Parquet file of events. */
export interface EventFile {
  path: string;
  /** `2026-11-26`: when its events arrived. */
  day: string;
  /** The segment that it is made of. */
  first: number;
  bytes: number;
}

export const eventFile = (folder: string, monitor: string, day: string, first: number): string =>
  // A name is one folder, whatever it holds.
  join(
    eventsFolder(folder),
    `monitor=${encodeURIComponent(monitor).replaceAll('.', '%2E')}`,
    `day=${day}`,
    `${segmentName(first)}.parquet`,
  );

/** Parquet files, the ones of the oldest days first. */
export function listEventFiles(folder: string): EventFile[] {
  const root = eventsFolder(folder);
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .flatMap((name): EventFile[] => {
      const path = join(root, name);
      const day = /day=([^/\\]+)[/\\]\d{12}\.parquet$/.exec(name)?.[1];
      return day === undefined
        ? []
        : [{ path, day, first: Number(basename(name, '.parquet')), bytes: statSync(path).size }];
    })
    .sort((one, other) => (one.day === other.day ? one.first - other.first : one.day < other.day ? -1 : 1));
}
