export interface Bounds {
  /** Days that events are kept. */
  maxDays: number;
  /** Megabytes of files that are kept. */
  maxMegabytes: number;
}

interface DayFile {
  /** `2026-11-27` */
  day: string;
  bytes: number;
}

/** Files that have to go: those of days before `maxDays`, then the oldest until the rest fits. `files` are in the order of their days. */
export function planTidying<File extends DayFile>(
  files: readonly File[],
  { maxDays, maxMegabytes }: Bounds,
  now: number,
): File[] {
  const firstDay = new Date(Math.max(0, now - maxDays * 24 * 3600 * 1000)).toISOString().slice(0, 10);
  let bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return files.filter((file) => {
    const goes = file.day < firstDay || bytes > maxMegabytes * 1_000_000;
    if (goes) bytes -= file.bytes;
    return goes;
  });
}
