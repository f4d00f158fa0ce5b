import type { Source } from '../catalog/Query.ts';
import { dayLiteral, textLiteral, timeLiteral } from './literals.ts';
import type { Audiences, Dialect, QueryRequest, Tables } from './QueryRequest.ts';

/** What the questions read, as common table expressions: the rows that the filters of a request leave. */
export function sourceSql(source: Source, request: QueryRequest, tables: Tables, dialect: Dialect): string {
  switch (source) {
    case 'events':
      return select(`*, ${audience(request.audiences)} AS audience`, tables.events, [
        ...days(request, dialect),
        ...times('happened_at', request),
        ...isIn('monitor', request.monitors),
        ...is('page', request.page),
        ...is('release', request.release),
        ...is('session_id', request.session),
      ]);
    case 'refused':
      return select('*', tables.refused, [...times('refused_at', request), ...isIn('monitor', request.monitors)]);
    case 'identity':
      return select('*', tables.identity, [...days(request, dialect), ...times('occurred_at', request)]);
  }
}

function select(columns: string, table: string, conditions: string[]): string {
  return [`SELECT ${columns}`, `FROM ${table}`, ...(conditions.length > 0 ? [`WHERE ${conditions.join(' AND ')}`] : [])]
    .map((line) => `  ${line}`)
    .join('\n');
}

const times = (column: string, { from, to }: QueryRequest): string[] => [
  ...(from === undefined ? [] : [`${column} >= ${timeLiteral(from, 'from')}`]),
  ...(to === undefined ? [] : [`${column} < ${timeLiteral(to, 'to')}`]),
];

const DAY = 24 * 3600 * 1000;

/**
 * The same by day, since that is what files are found by. In S3 an event lies under the day of its arrival, which may be a day after
 * it happened.
 */
const days = ({ from, to }: QueryRequest, dialect: Dialect): string[] => [
  ...(from === undefined ? [] : [`day >= ${dayLiteral(from, 'from')}`]),
  ...(to === undefined ? [] : [`day <= ${dayLiteral(to, 'to', dialect === 'athena' ? DAY : 0)}`]),
];

const is = (column: string, value: string | undefined): string[] =>
  value === undefined ? [] : [`${column} = ${textLiteral(value)}`];

const isIn = (column: string, values: readonly string[] | undefined): string[] =>
  values === undefined
    ? []
    : values.length === 0
      ? ['1 = 0']
      : [`${column} IN (${values.map(textLiteral).join(', ')})`];

const likeAny = (parts: string[]): string => parts.map((part) => `lower(monitor) LIKE '%${part}%'`).join(' OR ');

function audience(audiences: Audiences | undefined): string {
  if (audiences === undefined) {
    return `CASE WHEN ${likeAny(['unauth', 'guest', 'anonym'])} THEN 'guest' WHEN ${likeAny(['auth', 'user', 'signed', 'member'])} THEN 'signed-in' ELSE 'other' END`;
  }
  const when = (names: readonly string[], what: string): string =>
    names.length === 0 ? '' : ` WHEN monitor IN (${names.map(textLiteral).join(', ')}) THEN '${what}'`;
  const cases = when(audiences.guest, 'guest') + when(audiences.signedIn, 'signed-in');
  return cases === '' ? `'other'` : `CASE${cases} ELSE 'other' END`;
}
