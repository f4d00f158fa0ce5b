import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from './toTrailRecord.ts';

/** The folder of days, as CloudTrail lays it out in a bucket. */
const regionFolder = (folder: string, { account, region }: Place): string =>
  join(folder, 'AWSLogs', account, 'CloudTrail', region);

/** `<folder>/AWSLogs/<account>/CloudTrail/<region>/2026/11/27/<account>_CloudTrail_<region>_20261127T1005Z_<unique>.json.gz` */
export function trailFile(folder: string, place: Place, at: number, unique: string): string {
  const time = new Date(at).toISOString();
  const [year = '', month = '', day = ''] = time.slice(0, 10).split('-');
  const minute = `${time.slice(0, 16).replace(/[-:]/g, '')}Z`;
  const name = `${place.account}_CloudTrail_${place.region}_${minute}_${unique}.json.gz`;
  return join(regionFolder(folder, place), year, month, day, name);
}

export interface TrailFile {
  path: string;
  /** `2026-11-27` */
  day: string;
  /** The minute in which it was written, in milliseconds since 1970. */
  at: number;
  bytes: number;
}

/** A file of the trail by its path; undefined where that is of none. */
export function readTrailFile(path: string, bytes: number): TrailFile | undefined {
  const [, year, month, dayOfMonth, hour, minute] =
    /[/\\](\d{4})[/\\](\d\d)[/\\](\d\d)[/\\][^/\\]+_CloudTrail_[^/\\]+_\d{8}T(\d\d)(\d\d)Z_[^/\\]+\.json\.gz$/.exec(
      path,
    ) ?? [];
  if (year === undefined) return undefined;
  const day = `${year}-${month}-${dayOfMonth}`;
  return { path, day, at: Date.parse(`${day}T${hour}:${minute}Z`), bytes };
}

/** Files that are there, in the order of their times. */
export function listTrailFiles(folder: string): TrailFile[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      return readTrailFile(path, 0) === undefined ? [] : readTrailFile(path, statSync(path).size)!;
    });
}
