import { parquetWriteBuffer } from 'hyparquet-writer';
import { COLUMNS, type Row } from './columns.ts';

/** Rows as a Parquet file (Snappy): texts, and `occurred_at` as a timestamp in milliseconds, UTC. */
export function writeParquet(rows: Row[]): Uint8Array {
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: COLUMNS.map((name) =>
        name === 'occurred_at'
          ? { name, type: 'TIMESTAMP' as const, data: rows.map((row) => new Date(row.occurred_at ?? NaN)) }
          : { name, type: 'STRING' as const, data: rows.map((row) => row[name]) },
      ),
      codec: 'SNAPPY',
      // One row group: a file has as many rows as a batch has messages.
      rowGroupSize: Math.max(rows.length, 1),
    }),
  );
}
