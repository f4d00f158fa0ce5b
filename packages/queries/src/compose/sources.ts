import type { Source } from '../catalog/Query.ts';
import { dayLiteral, textLiteral, timeLiteral } from './literals.ts';
import type { Audiences, Dialect, QueryRequest, Tables } from './QueryRequest.ts';

/** By how many days a source reaches beyond the times of a request, when it is read beside events. */
export interface Margin {
  daysBefore: number;
  daysAfter: number;
}

const NONE: Margin = { daysBefore: 0, daysAfter: 0 };

/** What the questions read, as common table expressions: the rows that the filters of a request leave. */
export function sourceSql(
  source: Source,
  request: QueryRequest,
  tables: Tables,
  dialect: Dialect,
  margin: Margin = NONE,
): string {
  switch (source) {
    case 'events':
      return select(`*, ${audience(request.audiences)} AS audience`, tables.events, [
        ...days(request, dialect, margin),
        ...times('happened_at', request, margin),
        ...isIn('monitor', request.monitors),
        ...eventFilters(request),
      ]);
    case 'refused':
      return select('*', tables.refused, [...times('refused_at', request), ...isIn('monitor', request.monitors)]);
    case 'identity':
      return select('*', tables.identity, [
        ...days(request, dialect, margin),
        ...times('occurred_at', request, margin),
      ]);
    case 'trail':
      return select(`*, ${audience(request.audiences)} AS audience`, tables.trail, [
        // Its folders are days with slashes.
        ...days(request, dialect, margin).map((condition) => condition.replace(/(\d)-(\d\d)-/, '$1/$2/')),
        ...times('event_time', request, margin),
        ...isIn('monitor', request.monitors).map((condition) => `(event_name <> 'PutRumEvents' OR ${condition})`),
      ]);
  }
}

const eventFilters = ({ page, release, session }: QueryRequest): string[] => [
  ...is('page', page),
  ...is('release', release),
  ...is('session_id', session),
];

/** A request as a condition on sessions, which are judged as a whole: when they start, and that they have an event such as is asked for. */
export function sessionCondition(request: QueryRequest, startedAt: string): string {
  const filters = eventFilters(request);
  const conditions = [
    ...times(startedAt, request),
    ...(filters.length === 0 ? [] : [`session_id IN (SELECT session_id FROM events WHERE ${filters.join(' AND ')})`]),
  ];
  return conditions.length === 0 ? '1 = 1' : conditions.join(' AND ');
}

function select(columns: string, table: string, conditions: string[]): string {
  return [`SELECT ${columns}`, `FROM ${table}`, ...(conditions.length > 0 ? [`WHERE ${conditions.join(' AND ')}`] : [])]
    .map((line) => `  ${line}`)
    .join('\n');
}

const times = (column: string, { from, to }: QueryRequest, margin = NONE): string[] => [
  ...(from === undefined ? [] : [`${column} >= ${timeLiteral(from, 'from', -margin.daysBefore * DAY)}`]),
  ...(to === undefined ? [] : [`${column} < ${timeLiteral(to, 'to', margin.daysAfter * DAY)}`]),
];

const DAY = 24 * 3600 * 1000;

/**
 * The same by day, since that is what files are found by. In S3 an event lies under the day of its arrival, which may be a day after
 * it happened.
 */
const days = ({ from, to }: QueryRequest, dialect: Dialect, margin = NONE): string[] => [
  ...(from === undefined ? [] : [`day >= ${dayLiteral(from, 'from', -margin.daysBefore * DAY)}`]),
  ...(to === undefined
    ? []
    : [`day <= ${dayLiteral(to, 'to', margin.daysAfter * DAY + (dialect === 'athena' ? DAY : 0))}`]),
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
