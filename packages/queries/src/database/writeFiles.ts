import type { DuckDBConnection } from '@duckdb/node-api';
import { textLiteral } from '../compose/literals.ts';

/** By the day of arrival, since what a client says of its time may be any day. Imported events have no arrival but their own day. */
const DAY = `coalesce(strftime(received_at, '%Y-%m-%d'), day)`;

/** Writes the events that arrived before this one into Parquet files, one for each app monitor and day. */
export async function writeFiles(
  connection: DuckDBConnection,
  before: number,
  pathOf: (monitor: string, day: string) => string,
): Promise<string[]> {
  const written = `FROM recent_events WHERE arrival < ${before}`;
  const found = await connection.runAndReadAll(`SELECT DISTINCT monitor, ${DAY} AS day ${written} ORDER BY ALL`);
  const paths: string[] = [];
  for (const [monitor, day] of found.getRows() as [string, string][]) {
    const path = pathOf(monitor, day);
    await connection.run(
      `COPY (SELECT * ${written} AND monitor = ${textLiteral(monitor)} AND ${DAY} = ${textLiteral(day)} ORDER BY happened_at, arrival)
       TO ${textLiteral(path)} (FORMAT parquet, COMPRESSION zstd)`,
    );
    paths.push(path);
  }
  return paths;
}
