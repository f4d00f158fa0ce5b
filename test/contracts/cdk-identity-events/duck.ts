import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { EventRow } from './someEvents.ts';

export async function openDuck(): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run("SET TimeZone = 'UTC'");
  return connection;
}

const COLUMNS = [
  ...(['log_id', 'type', 'code', 'outcome', 'occurred_at', 'subject', 'issuer', 'provider', 'client_id'] as const),
  ...(['client_name', 'connection', 'strategy', 'ip', 'country', 'user_agent', 'reason', 'tenant', 'raw'] as const),
];

/**
 * Writes rows as one Parquet file for each day, with the library and the types that the function writes a batch with.
 * @returns the files by their key below the prefix: `parquet/day=2026-11-26/<batch>.parquet`
 */
function writeParquet(folder: string, batch: string, rows: EventRow[]): [key: string, file: string][] {
  const dayOf = ({ occurred_at }: EventRow) => occurred_at.slice(0, 10);
  return [...new Set(rows.map(dayOf))].map((day) => {
    const events = rows.filter((row) => dayOf(row) === day);
    const key = `parquet/day=${day}/${batch}.parquet`;
    mkdirSync(join(folder, 'parquet', `day=${day}`), { recursive: true });
    const columnData = COLUMNS.map((name) =>
      name === 'occurred_at'
        ? { name, type: 'TIMESTAMP' as const, data: events.map((event) => new Date(event[name])) }
        : { name, type: 'STRING' as const, data: events.map((event) => event[name]) },
    );
    writeFileSync(join(folder, key), new Uint8Array(parquetWriteBuffer({ columnData, codec: 'SNAPPY' })));
    return [key, join(folder, key)];
  });
}

/** Writes events, of which 900 are delivered again, and makes the table and the view of them. Gives the files by key. */
export async function deliver(duck: DuckDBConnection, folder: string, events: EventRow[]) {
  const files = [
    ...writeParquet(folder, 'first', events),
    // Some in one batch twice, many in another batch.
    ...writeParquet(folder, 'again', [...events.slice(0, 700), ...events.slice(300, 500)]),
  ];
  await createView(duck, folder);
  return files;
}

/** Makes the table of the Parquet below a folder, and the view of it that has each event once. */
export async function createView(duck: DuckDBConnection, folder: string): Promise<void> {
  await duck.run(sqlFile('auth0_events_with_duplicates.duckdb').replaceAll('{prefix}', folder));
  await duck.run(`CREATE VIEW auth0_events AS ${sqlFile('auth0_events')}`);
}

const sqlFile = (name: string): string =>
  readFileSync(resolve(import.meta.dirname, `../../../packages/cdk/src/identity-events/sql/${name}.sql`), 'utf8');

/** Rows as arrays, in the order of the columns. */
export async function rowsOf(duck: DuckDBConnection, sql: string): Promise<unknown[][]> {
  return (await duck.runAndReadAll(sql)).getRowsJson();
}
