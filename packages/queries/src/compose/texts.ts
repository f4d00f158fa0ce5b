import type { Dialect } from './QueryRequest.ts';
import { replaceCalls } from './replaceCalls.ts';

/** Writes `texts(value)` as each engine has it: all different texts of a group, in order, with commas between them. */
export const texts = (sql: string, dialect: Dialect): string =>
  replaceCalls(sql, 'texts', (value) =>
    dialect === 'duckdb'
      ? `string_agg(DISTINCT ${value}, ', ' ORDER BY ${value})`
      : `array_join(array_agg(DISTINCT ${value} ORDER BY ${value}) FILTER (WHERE ${value} IS NOT NULL), ', ')`,
  );
