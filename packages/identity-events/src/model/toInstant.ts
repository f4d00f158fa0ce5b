/** A time as ISO 8601 in UTC with milliseconds; undefined when it is none, or not of the years 1970 to 9999. */
export function toInstant(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const time = new Date(value);
  if (!(time.getTime() >= 0) || time.getUTCFullYear() > 9999) return undefined;
  return time.toISOString();
}
