import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { pythonEnv } from '../../support/aws/pythonModules.ts';

/** A row of a file as texts; null where there is nothing. */
export type Read = Record<string, string | null>;

const PYTHON_CSV = `
import csv, glob, json, sys
csv.field_size_limit(10**9)
rows = []
for path in sorted(glob.glob(sys.argv[1], recursive=True)):
    with open(path, newline='', encoding='utf-8') as file:
        rows += [{k: (v or None) for k, v in row.items()} for row in csv.DictReader(file, strict=True)]
print(json.dumps(rows))`;

const PYARROW = `
import glob, json, sys
import pyarrow.parquet as pq
rows = []
for path in sorted(glob.glob(sys.argv[1], recursive=True)):
    table = pq.ParquetFile(path).read()
    assert str(table.schema.field('occurred_at').type) == 'timestamp[ms, tz=UTC]', table.schema
    for row in table.to_pylist():
        row['occurred_at'] = row['occurred_at'].strftime('%Y-%m-%dT%H:%M:%S.') + '%03dZ' % (row['occurred_at'].microsecond // 1000)
        rows.append(row)
print(json.dumps(rows))`;

export type Reader = 'DuckDB' | 'Python' | 'pyarrow';

/** The rows of all files of a format in a folder, by each of two independent readers or some of them. */
export async function readAll(
  folder: string,
  format: 'csv' | 'parquet',
  readers: Reader[] = ['DuckDB', 'Python', 'pyarrow'],
): Promise<Partial<Record<Reader, Read[]>>> {
  const files = join(folder, `**/*.${format}`);
  const found: Partial<Record<Reader, Read[]>> = {};
  if (readers.includes('DuckDB')) found.DuckDB = await query(DUCKDB[format](files));
  if (format === 'csv' && readers.includes('Python')) found.Python = python(PYTHON_CSV, files);
  if (format === 'parquet' && readers.includes('pyarrow')) found.pyarrow = python(PYARROW, files);
  return found;
}

const DUCKDB = {
  csv: (files: string) => `from read_csv('${files}', header=true, all_varchar=true, quote='"', escape='"', delim=',',
    nullstr='', strict_mode=true, max_line_size=20000000, parallel=false, hive_partitioning=false)`,
  parquet: (files: string) => `select * replace (strftime(occurred_at, '%Y-%m-%dT%H:%M:%S.%gZ') as occurred_at)
    from read_parquet('${files}', hive_partitioning=false)`,
};

/** Runs SQL on an embedded DuckDB. */
export async function query(sql: string): Promise<Read[]> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  try {
    const result = await connection.runAndReadAll(sql);
    return result.getRowObjectsJson() as Read[];
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function python(script: string, files: string): Read[] {
  const { status, stdout, stderr } = spawnSync('python3', ['-c', script, files], {
    encoding: 'utf8',
    env: pythonEnv,
    maxBuffer: 1e9,
  });
  if (status !== 0) throw new Error(`Python cannot read ${files}: ${stderr}`);
  return JSON.parse(stdout) as Read[];
}
