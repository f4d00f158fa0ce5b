import extraction from '../schema/events.duckdb.sql?raw';

/** SQL that gives the events of records. `records` is a table or a query with the columns `source_monitor` and `line`. */
export const eventsOf = (records: string): string => extraction.replaceAll('{records}', records);
