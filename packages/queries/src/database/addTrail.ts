import type { DuckDBConnection } from '@duckdb/node-api';
import { textLiteral } from '../compose/literals.ts';
import { QueryError } from '../errors/QueryError.ts';
import extraction from '../schema/trail.duckdb.sql?raw';

/** Records of CloudTrail into the table `trail`. `records` is a table or a query with the column `record`. */
const insert = (records: string): string =>
  `INSERT INTO trail SELECT * FROM (${extraction.replaceAll('{records}', records)}) AS came
   WHERE NOT EXISTS (SELECT 1 FROM trail WHERE trail.event_id = came.event_id)`;

/** Adds records that are in the table `incoming`. */
export async function addTrail(connection: DuckDBConnection): Promise<void> {
  await connection.run(`${insert('(SELECT line AS record FROM incoming)')}; DELETE FROM incoming`);
}

/** CloudTrail's own files have at most some ten megabytes of JSON. */
const MOST_BYTES = 200_000_000;

/** Reads files of CloudTrail, each of which is one JSON object. */
export async function addTrailFiles(connection: DuckDBConnection, paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return;
  const files = `read_json([${paths.map(textLiteral).join(', ')}], columns = {'Records': 'JSON[]'}, format = 'unstructured',
    maximum_object_size = ${MOST_BYTES})`;
  try {
    await connection.run(insert(`(SELECT unnest("Records") AS record FROM ${files})`));
  } catch (cause) {
    throw new QueryError(
      `A file of CloudTrail cannot be read: ${(cause as Error).message.split('\n')[0]} Download it again, or remove it.`,
      { cause },
    );
  }
}

/** What a record takes: itself, and the ids of its events. */
const SIZE = 'sum(1 + coalesce(len(rum_event_ids), 0))';

/** Forgets records before this time, then the oldest until the rest is no larger than `most`. */
export async function forgetTrail(connection: DuckDBConnection, before: number, most: number): Promise<void> {
  const bound = Math.floor(most);
  await connection.run(`DELETE FROM trail WHERE event_time < epoch_ms(${Math.floor(before)}::BIGINT);
    DELETE FROM trail WHERE (SELECT ${SIZE} FROM trail) > ${bound} AND event_id IN (
      SELECT event_id FROM (SELECT event_id, ${SIZE} OVER (ORDER BY event_time DESC, event_id) AS size FROM trail) WHERE size > ${bound})`);
}
