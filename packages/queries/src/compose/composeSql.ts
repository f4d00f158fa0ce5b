import type { Query, Source } from '../catalog/Query.ts';
import { parameterLiterals } from './parameterLiterals.ts';
import { percentiles } from './percentiles.ts';
import type { Dialect, QueryRequest, Tables } from './QueryRequest.ts';
import { sessionCondition, sourceSql, type Margin } from './sources.ts';
import { texts } from './texts.ts';

const TABLES: Record<Dialect, Tables> = {
  duckdb: { events: 'rum_events', refused: 'refused_writes', identity: 'identity_events', trail: 'trail' },
  // The views of Athena: `athenaTables` makes the first, `Auth0EventsToS3` of @dual-rum/cdk that of identity events, `auditTrailTable` the last.
  athena: { events: 'rum_events', refused: 'refused_writes', identity: 'auth0_events', trail: 'trail' },
};

/**
 * The statement that asks a query, to run or to paste.
 *
 * @param tables other names of the tables than the dialect's own
 * @example composeSql(findQuery('errors'), { from: '2026-11-26', monitors: ['Shop'] }, 'athena')
 */
export function composeSql(
  query: Query,
  request: QueryRequest,
  dialect: Dialect,
  tables: Partial<Tables> = {},
): string {
  const literals = {
    ...parameterLiterals(query, request.parameters),
    asked: sessionCondition(request, 'coalesce(started_at, first_arrival)'),
  };
  const names = { ...TABLES[dialect], ...tables };
  const sources = query.reads.map((source) => {
    const rows =
      query.reads.length === 1
        ? sourceSql(source, request, names, dialect)
        : sourceSql(source, withoutEventFilters(request), names, dialect, marginOf(source, literals));
    return `${NAMES[source]} AS ${dialect === 'duckdb' && query.reads.length === 1 ? EACH_TIME : ''}(\n${rows}\n)`;
  });
  const [comment, ...lines] = query.template.split('\n');
  // Percentiles first: what a request brings is never read as SQL.
  const engineSql = texts(percentiles(lines.join('\n'), dialect), dialect);
  const question = engineSql.replace(/\{(\w+)\}/g, (_, name: string) => literals[name as keyof typeof literals]);
  const rest = question.startsWith('WITH ') ? `, ${question.slice('WITH '.length)}` : `\n${question}`;
  return `${comment}\nWITH ${sources.join(', ')}${rest}`;
}

/**
 * DuckDB copies into memory what a statement reads twice. It is faster to read it twice, each time what is needed; Trino always does. Verdicts
 * read their sources many times.
 */
const EACH_TIME = 'NOT MATERIALIZED ';

/** What the questions call their sources. */
const NAMES: Record<Source, string> = { events: 'events', refused: 'refused', identity: 'identity', trail: 'records' };

/** What belongs to sessions of a time: the sign-in before, and the batch that arrives late. */
function marginOf(source: Source, literals: Record<string, string>): Margin {
  const { lifetimeDays = '30', keptDays = '1' } = literals;
  // A day more for clocks that are wrong.
  const late = Number(keptDays) + 1;
  return { daysBefore: source === 'events' ? late : Number(lifetimeDays) + late, daysAfter: late };
}

/** Beside other sources, events are read whole: `sessionCondition` picks the sessions. */
const withoutEventFilters = ({ page, release, session, ...request }: QueryRequest): QueryRequest => request;
