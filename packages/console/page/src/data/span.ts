/** A span of time in milliseconds since 1970: from `from` up to but without `to`. */
export interface Span {
  from: number;
  to: number;
}

export type Bucket = 'second' | 'minute' | 'hour' | 'day' | 'week';

const LENGTHS: Record<Bucket, number> = {
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};
/** More points than this say no more on a chart of a page's width. */
const MAX_POINTS = 200;

/** The shortest step of time that makes a chart of this span at most 200 points. */
export function bucketFor({ from, to }: Span): Bucket {
  const length = Math.max(0, to - from);
  const names = Object.keys(LENGTHS) as Bucket[];
  return names.find((name) => length / LENGTHS[name] <= MAX_POINTS) ?? 'week';
}

export const bucketLength = (bucket: Bucket): number => LENGTHS[bucket];

/** The span with its ends moved outwards to whole steps. */
export function wholeSteps({ from, to }: Span, bucket: Bucket): Span {
  const step = LENGTHS[bucket];
  // Weeks begin on Mondays, and 1970 began on a Thursday.
  const shift = bucket === 'week' ? 3 * LENGTHS.day : 0;
  return {
    from: Math.floor((from + shift) / step) * step - shift,
    to: Math.ceil((to + shift) / step) * step - shift,
  };
}

/** A time of the console's answers, which are UTC, as milliseconds since 1970. */
export function toTime(value: string | number | null): number {
  if (typeof value === 'number') return value;
  if (value === null) return NaN;
  const iso = value.includes('T') ? value : value.replace(' ', 'T');
  return Date.parse(/Z|[+-]\d\d:?\d\d$/.test(iso) ? iso : `${iso}Z`);
}

/** `from` and `to` of the page's address; undefined where they say nothing sensible. */
export function parseSpan(from: string, to: string): Span | undefined {
  if (!/^\d{1,14}$/.test(from) || !/^\d{1,14}$/.test(to)) return undefined;
  const span = { from: Number(from), to: Number(to) };
  return span.from < span.to ? span : undefined;
}

/** From the first of these to the last, which counts too; undefined when there is none. */
export function spanOf(rows: readonly { first_at: string; last_at: string }[]): Span | undefined {
  if (rows.length === 0) return undefined;
  return {
    from: Math.min(...rows.map((row) => toTime(row.first_at))),
    to: Math.max(...rows.map((row) => toTime(row.last_at))) + 1000,
  };
}
