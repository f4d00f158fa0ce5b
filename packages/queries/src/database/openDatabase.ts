import type { DuckDBConnection } from '@duckdb/node-api';
import { findQuery } from '../catalog/findQuery.ts';
import { composeSql } from '../compose/composeSql.ts';
import { textLiteral } from '../compose/literals.ts';
import noIdentity from '../schema/identity.duckdb.sql?raw';
import prelude from '../schema/prelude.duckdb.sql?raw';
import tables from '../schema/tables.duckdb.sql?raw';
import { addFiles, addJournal } from './addFiles.ts';
import { addTrail, addTrailFiles, forgetTrail } from './addTrail.ts';
import type { EventDatabase } from './EventDatabase.ts';
import { eventsOf } from './eventsOf.ts';
import { toValues } from './toValues.ts';
import { writeFiles } from './writeFiles.ts';

/**
 * Opens an empty database in memory.
 *
 * @example
 * const events = await openDatabase();
 * await events.add([record]);
 * const { rows } = await events.run('page-views', { from: '2026-11-26' });
 */
export async function openDatabase(): Promise<EventDatabase> {
  // Loaded here, since it takes tens of milliseconds and megabytes.
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:');
  const writer = await instance.connect();
  const reader = await instance.connect();
  for (const connection of [writer, reader]) await connection.run(`SET TimeZone = 'UTC'`);
  await writer.run(prelude);
  await writer.run(tables);
  await writer.run(noIdentity);
  await setView(writer, []);
  // A connection does one thing at a time.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  };
  const reading = new Set<Promise<unknown>>();
  const rowsOf = (statement: string) => {
    const rows = reader.runAndReadAll(statement).then(toValues);
    const done: Promise<unknown> = rows.catch(() => undefined).finally(() => reading.delete(done));
    reading.add(done);
    return rows;
  };

  return {
    run: async (name, request = {}) => {
      const query = findQuery(name);
      const rows = await rowsOf(composeSql(query, request, 'duckdb'));
      return { query: name, columns: query.columns, rows };
    },
    add: (records) =>
      inTurn(async () => {
        await appendLines(writer, records);
        await writer.run(`INSERT INTO recent_events ${eventsOf('incoming')}; DELETE FROM incoming`);
      }),
    addFiles: (paths) => inTurn(() => addFiles(writer, paths)),
    addJournal: (paths) => inTurn(() => addJournal(writer, paths)),
    addRefused: (writes) =>
      inTurn(async () => {
        const values = writes.map(({ at, monitor, status, type, message, role, accessKeyId, transport }) => {
          const texts = [type, message, role, accessKeyId, transport].map((text) =>
            text === null ? 'NULL' : textLiteral(text),
          );
          return `(epoch_ms(${Math.round(at)}::BIGINT), ${textLiteral(monitor)}, ${status}, ${texts.join(', ')})`;
        });
        if (values.length > 0) await writer.run(`INSERT INTO refused_writes VALUES ${values.join(', ')}`);
      }),
    addTrail: (records) =>
      inTurn(async () => {
        await appendLines(writer, records);
        await addTrail(writer);
      }),
    addTrailFiles: (paths) => inTurn(() => addTrailFiles(writer, paths)),
    forgetTrail: (before, most) => inTurn(() => forgetTrail(writer, before, most)),
    setFiles: (paths, forgetBefore = 0) =>
      inTurn(async () => {
        await run(writer, 'BEGIN');
        await setView(writer, paths);
        await run(writer, `DELETE FROM recent_events WHERE arrival < ${forgetBefore}; COMMIT`);
        await Promise.all(reading);
      }),
    writeFiles: (before, pathOf) => inTurn(() => writeFiles(writer, before, pathOf)),
    setIdentityFiles: (paths) => inTurn(() => setIdentityView(writer, paths)),
    forgetBefore: (arrival) => inTurn(() => run(writer, `DELETE FROM recent_events WHERE arrival < ${arrival}`)),
    clear: () => inTurn(() => run(writer, 'DELETE FROM recent_events; DELETE FROM refused_writes; DELETE FROM trail')),
    sql: (statement) => rowsOf(statement),
    close() {
      reader.closeSync();
      writer.closeSync();
      instance.closeSync();
    },
  };
}

async function run(connection: DuckDBConnection, sql: string): Promise<void> {
  await connection.run(sql);
}

/** Lines into the table `incoming`. */
async function appendLines(connection: DuckDBConnection, lines: readonly string[]): Promise<void> {
  const appender = await connection.createAppender('incoming');
  for (const line of lines) {
    appender.appendNull();
    appender.appendVarchar(line);
    appender.endRow();
  }
  appender.closeSync();
}

const listOf = (paths: readonly string[]): string => `[${paths.map(textLiteral).join(', ')}]`;

/** Every event once: a copy that came again is in the data, and counts for nothing. */
function setView(connection: DuckDBConnection, paths: readonly string[]): Promise<void> {
  const files =
    paths.length === 0
      ? ''
      : // The newest first: with the latest events in hand, DuckDB passes over files that have only older ones.
        `UNION ALL BY NAME SELECT * FROM read_parquet(${listOf([...paths].reverse())}, hive_partitioning = false, union_by_name = true)`;
  return run(
    connection,
    `CREATE OR REPLACE VIEW rum_events AS SELECT * FROM (SELECT * FROM recent_events ${files}) WHERE coalesce(copy, 1) = 1`,
  );
}

function setIdentityView(connection: DuckDBConnection, paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return run(connection, noIdentity);
  const read = `read_parquet(${listOf(paths)}, hive_partitioning = true, hive_types = { day: VARCHAR }, union_by_name = true)`;
  return run(
    connection,
    `CREATE OR REPLACE VIEW identity_events AS
     SELECT * EXCLUDE (copy) FROM (
       SELECT * REPLACE (CAST(occurred_at AS TIMESTAMP) AS occurred_at),
              row_number() OVER (PARTITION BY day, log_id ORDER BY occurred_at) AS copy
       FROM ${read}
     ) WHERE copy = 1`,
  );
}
