import type { DuckDBConnection } from '@duckdb/node-api';
import { textLiteral } from '../compose/literals.ts';
import { QueryError } from '../errors/QueryError.ts';
import ofJournal from '../schema/journal.duckdb.sql?raw';
import { eventsOf } from './eventsOf.ts';

/** A character that JSON does not have unescaped: each line is one value. */
const NEVER = '\u0001';

const linesOf = (paths: readonly string[]): string =>
  `read_csv([${paths.map(textLiteral).join(', ')}], columns = {'line': 'VARCHAR'}, delim = '${NEVER}', quote = '', escape = '',
    header = false, auto_detect = false, max_line_size = 20000000, filename = true)`;

/** Reads records from files into the events that came. */
export async function addFiles(connection: DuckDBConnection, paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return;
  const records = `(
    SELECT url_decode(nullif(regexp_extract(filename, 'monitor=([^/\\\\]+)', 1), '')) AS source_monitor, line
    FROM ${linesOf(paths)}
    WHERE trim(line) <> ''
  )`;
  const copy = 'row_number() OVER (PARTITION BY monitor, day, event_id ORDER BY coalesce(copy, 1), arrival)';
  await connection.run(`INSERT INTO recent_events SELECT * REPLACE (${copy} AS copy) FROM (${eventsOf(records)})`);
  const [wrong] = await connection
    .runAndReadAll(
      'SELECT count(*) FROM recent_events WHERE event_id IS NULL OR event_type IS NULL OR happened_at IS NULL',
    )
    .then((result) => result.getRows());
  if (wrong![0] !== 0n) throw new QueryError('There are lines that are no events.');
}

/** Reads the journal of a console, whose older events are in the files that are asked already. */
export async function addJournal(connection: DuckDBConnection, paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return;
  const lines = `(SELECT line FROM ${linesOf(paths)} WHERE starts_with(line, '{"batch":'))`;
  const records = `(SELECT NULL::VARCHAR AS source_monitor, line FROM (${ofJournal.replaceAll('{lines}', lines)}))`;
  const copy = `row_number() OVER (PARTITION BY event_id ORDER BY arrival) + (event_id IN (SELECT event_id FROM rum_events))::INTEGER`;
  await connection.run(`INSERT INTO recent_events SELECT * REPLACE (${copy} AS copy) FROM (${eventsOf(records)})`);
}
