import type { DuckDBResultReader } from '@duckdb/node-api';
import type { Value } from './EventDatabase.ts';

/** Rows as JSON has them: whole numbers as numbers, times as ISO 8601 in UTC. */
export function toValues(result: DuckDBResultReader): Record<string, Value>[] {
  return result.getRowObjectsJS().map((row) => {
    const values: Record<string, Value> = {};
    for (const [name, value] of Object.entries(row)) values[name] = toValue(value);
    return values;
  });
}

function toValue(value: unknown): Value {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return JSON.stringify(value);
}
