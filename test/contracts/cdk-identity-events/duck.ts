import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { EventRow } from './someEvents.ts';

export async function openDuck(): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run("SET TimeZone = 'UTC'");
  return connection;
}

const COLUMNS = [
  ...['log_id', 'type', 'code', 'outcome', 'occurred_at', 'subject', 'issuer', 'provider', 'client_id', 'client_name'],
  ...['connection', 'strategy', 'ip', 'country', 'user_agent', 'reason', 'tenant', 'raw'],
];

/**
 * Writes rows as one Parquet file for each day, as the function writes a batch.
 * @returns the files by their key below the prefix: `parquet/day=2026-11-26/<batch>.parquet`
 */
async function writeParquet(
  duck: DuckDBConnection,
  folder: string,
  batch: string,
  rows: EventRow[],
): Promise<[key: string, file: string][]> {
  const dayOf = ({ occurred_at }: EventRow) => occurred_at.slice(0, 10);
  const written: [string, string][] = [];
  for (const day of new Set(rows.map(dayOf))) {
    const events = rows.filter((row) => dayOf(row) === day);
    const key = `parquet/day=${day}/${batch}.parquet`;
    const lines = join(folder, `${batch}-${day}.json`);
    mkdirSync(join(folder, 'parquet', `day=${day}`), { recursive: true });
    writeFileSync(lines, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
    const types = COLUMNS.map((name) => `${name}: '${name === 'occurred_at' ? 'TIMESTAMP' : 'VARCHAR'}'`);
    const select = COLUMNS.map((name) => (name === 'occurred_at' ? 'occurred_at::TIMESTAMP_MS AS occurred_at' : name));
    await duck.run(
      `COPY (SELECT ${select.join(', ')} FROM read_json('${lines}', format = 'newline_delimited', columns = {${types.join(', ')}}))
       TO '${join(folder, key)}' (FORMAT parquet, COMPRESSION snappy)`,
    );
    written.push([key, join(folder, key)]);
  }
  return written;
}

/** Writes events, of which 900 are delivered again, and makes the table and the view of them. Gives the files by key. */
export async function deliver(duck: DuckDBConnection, folder: string, events: EventRow[]) {
  const files = [
    ...(await writeParquet(duck, folder, 'first', events)),
    // Some in one batch twice, many in another batch.
    ...(await writeParquet(duck, folder, 'again', [...events.slice(0, 700), ...events.slice(300, 500)])),
  ];
  await duck.run(sqlFile('auth0_events_with_duplicates.duckdb').replaceAll('{prefix}', folder));
  await duck.run(`CREATE VIEW auth0_events AS ${sqlFile('auth0_events')}`);
  return files;
}

const sqlFile = (name: string): string =>
  readFileSync(resolve(import.meta.dirname, `../../../packages/cdk/src/identity-events/sql/${name}.sql`), 'utf8');

/** Rows as arrays, in the order of the columns. */
export async function rowsOf(duck: DuckDBConnection, sql: string): Promise<unknown[][]> {
  return (await duck.runAndReadAll(sql)).getRowsJson();
}
