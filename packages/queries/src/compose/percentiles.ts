import type { Dialect } from './QueryRequest.ts';
import { replaceCalls } from './replaceCalls.ts';

/** Percentiles in the question files: each is a value that was measured, the smallest that this share does not exceed. */
const SHARES = { p50: '0.5', p75: '0.75', p95: '0.95' };

/**
 * Writes `p75(value)` as each engine has it. Athena's own `approx_percentile` answers with another value than was measured;
 * the sorted list is exact.
 */
export function percentiles(sql: string, dialect: Dialect): string {
  return Object.entries(SHARES).reduce(
    (text, [name, share]) =>
      replaceCalls(text, name, (value) =>
        dialect === 'duckdb'
          ? `quantile_disc(${value}, ${share})`
          : `element_at(array_agg(${value} ORDER BY ${value}), CAST(greatest(1, ceil(${share} * count(${value}))) AS BIGINT))`,
      ),
    sql,
  );
}
