const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

export const NONE = '–';

export const count = (value: number | null | undefined): string => (value == null ? NONE : whole.format(value));

/** Milliseconds as `820 ms`, and from ten seconds on as `12.3 s`. */
export function milliseconds(value: number | null | undefined): string {
  if (value == null) return NONE;
  return value < 10_000 ? `${whole.format(value)} ms` : `${short.format(value / 1000)} s`;
}

export const score = (value: number | null | undefined): string => (value == null ? NONE : value.toFixed(2));

/** `13:07:42`, with the day where that is not today. */
export function time(at: number, now: number = Date.now()): string {
  if (!Number.isFinite(at)) return NONE;
  const moment = new Date(at);
  const today = moment.toDateString() === new Date(now).toDateString();
  return today ? clock.format(moment) : `${date.format(moment)}, ${clock.format(moment)}`;
}

/** Seconds as `8 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(seconds: number | null | undefined): string {
  if (seconds == null) return NONE;
  const all = Math.round(seconds);
  if (all < 60) return `${all} s`;
  if (all < 3600) return all % 60 === 0 ? `${all / 60} min` : `${Math.floor(all / 60)} min ${all % 60} s`;
  const minutes = Math.floor((all % 3600) / 60);
  return `${Math.floor(all / 3600)} h${minutes === 0 ? '' : ` ${minutes} min`}`;
}

/** The beginning of an id, which tells it from others. */
export const shortId = (id: string | null | undefined): string => (id ? id.slice(0, 8) : NONE);

export const plural = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;

/** A type without what all types of CloudWatch RUM have in common: `page_view`. */
export const shortType = (type: string): string => /^com\.amazon\.rum\.(.+)_event$/.exec(type)?.[1] ?? type;
