import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { missingPackages, type PythonPackages } from '../../support/python.ts';

/** DuckDB's own shell, of the version that the queries run on. */
const SHELL: PythonPackages = {
  folder: resolve(import.meta.dirname, '../../../.cache/python-duckdb-shell'),
  packages: { duckdb_cli: 'duckdb-cli==1.5.6' },
};

/** Milliseconds that the shell itself says a statement took, each time of several, on these files. */
export function timesInShell(statement: string, files: readonly string[], times: number): number[] {
  const missing = missingPackages(SHELL);
  if (missing !== undefined) throw new Error(`No DuckDB shell: ${missing}`);
  const list = files.map((file) => `'${file}'`).join(', ');
  const script = [
    `SET TimeZone = 'UTC';`,
    `CREATE VIEW rum_events AS SELECT * FROM read_parquet([${list}], hive_partitioning = false, union_by_name = true) WHERE copy = 1;`,
    '.mode csv',
    '.timer on',
    '.output /dev/null',
    ...Array.from({ length: times }, () => `${statement};`),
  ].join('\n');
  const { status, stdout, stderr } = spawnSync(
    join(SHELL.folder, 'duckdb_cli/duckdb'),
    ['-batch', '-init', '/dev/null'],
    {
      input: script,
      encoding: 'utf8',
    },
  );
  const found = [...stdout.matchAll(/real ([\d.]+)/g)].map(([, seconds]) => Number(seconds) * 1000);
  if (status !== 0 || found.length !== times) throw new Error(`The DuckDB shell failed: ${stderr}`);
  return found;
}
