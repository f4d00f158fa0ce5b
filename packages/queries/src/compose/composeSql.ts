import type { Query } from '../catalog/Query.ts';
import { parameterLiterals } from './parameterLiterals.ts';
import { percentiles } from './percentiles.ts';
import type { Dialect, QueryRequest, Tables } from './QueryRequest.ts';
import { sourceSql } from './sources.ts';

const TABLES: Record<Dialect, Tables> = {
  duckdb: { events: 'rum_events', refused: 'refused_writes', identity: 'identity_events' },
  // The views of Athena: `athenaTables` makes the first, `Auth0EventsToS3` of @dual-rum/cdk the last.
  athena: { events: 'rum_events', refused: 'refused_writes', identity: 'auth0_events' },
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
  const literals = parameterLiterals(query, request.parameters);
  const source = `${query.reads} AS (\n${sourceSql(query.reads, request, { ...TABLES[dialect], ...tables }, dialect)}\n)`;
  const [comment, ...lines] = query.template.split('\n');
  // Percentiles first: what a request brings is never read as SQL.
  const question = percentiles(lines.join('\n'), dialect).replace(/\{(\w+)\}/g, (_, name: string) => literals[name]!);
  const rest = question.startsWith('WITH ') ? `, ${question.slice('WITH '.length)}` : `\n${question}`;
  return `${comment}\nWITH ${source}${rest}`;
}
