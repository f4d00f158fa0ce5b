import { QueryError } from '../errors/QueryError.ts';

/** A text as both engines read it. */
export const textLiteral = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A time, or one that is `later` by milliseconds, as both engines read it, in UTC. Throws a `QueryError` that names the option. */
export function timeLiteral(value: Date | string, option: string, later = 0): string {
  const time = new Date(toTime(value, option).getTime() + later);
  return `TIMESTAMP '${time.toISOString().replace('T', ' ').replace('Z', '')}'`;
}

/** The day of a time, or of one that is `later` by milliseconds, as partitions are named: `'2026-11-26'`. */
export const dayLiteral = (value: Date | string, option: string, later = 0): string =>
  `'${new Date(toTime(value, option).getTime() + later).toISOString().slice(0, 10)}'`;

function toTime(value: Date | string, option: string): Date {
  // A time without a zone would be local time, and the same request another one elsewhere.
  const zoneless = typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+$/.test(value);
  const time = value instanceof Date ? value : new Date(zoneless ? `${value}Z` : value);
  const year = time.getUTCFullYear();
  if (Number.isNaN(year) || year < 1970 || year > 9999)
    throw new QueryError(`"${option}" is ${String(value)}; it must be a time such as 2026-11-26T10:00:00Z.`);
  return time;
}
