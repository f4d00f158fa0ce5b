import { existsSync, readdirSync } from 'node:fs';
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

/** Files that are there, with their days: `2026-11-27`. */
export function listTrailFiles(folder: string): { path: string; day: string }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .flatMap((name) => {
      const [, year, month, day] =
        /[/\\](\d{4})[/\\](\d\d)[/\\](\d\d)[/\\][^/\\]+_CloudTrail_[^/\\]+\.json\.gz$/.exec(name) ?? [];
      return year === undefined ? [] : [{ path: join(folder, name), day: `${year}-${month}-${day}` }];
    });
}
