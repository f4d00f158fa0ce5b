import type { DuckDBConnection } from '@duckdb/node-api';
import { textLiteral } from '../compose/literals.ts';
import { QueryError } from '../errors/QueryError.ts';
import { eventsOf } from './eventsOf.ts';

/** A character that JSON does not have unescaped: each line is one value. */
const NEVER = '\u0001';

/** Reads records from files into the events that came. */
export async function addFiles(
  connection: DuckDBConnection,
  paths: readonly string[],
  kind: 'whole' | 'growing',
): Promise<void> {
  if (paths.length === 0) return;
  const lines = `read_csv([${paths.map(textLiteral).join(', ')}], columns = {'line': 'VARCHAR'}, delim = '${NEVER}', quote = '', escape = '',
    header = false, auto_detect = false, max_line_size = 20000000, filename = true)`;
  const records = `(
    SELECT url_decode(nullif(regexp_extract(filename, 'monitor=([^/\\\\]+)', 1), '')) AS source_monitor, line
    FROM ${lines}
    WHERE trim(line) <> '' AND NOT starts_with(line, '{"batch":') ${kind === 'growing' ? 'AND json_valid(line)' : ''}
  )`;
  // A console has told copies apart; an export has not.
  const copy =
    kind === 'growing'
      ? 'copy'
      : 'row_number() OVER (PARTITION BY monitor, day, event_id ORDER BY coalesce(copy, 1), arrival)';
  await connection.run(`INSERT INTO recent_events SELECT * REPLACE (${copy} AS copy) FROM (${eventsOf(records)})`);
  const [wrong] = await connection
    .runAndReadAll(
      'SELECT count(*) FROM recent_events WHERE event_id IS NULL OR event_type IS NULL OR happened_at IS NULL',
    )
    .then((result) => result.getRows());
  if (wrong![0] !== 0n) throw new QueryError('There are lines that are no events.');
}
