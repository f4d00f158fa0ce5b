import type { Column } from '../catalog/Query.ts';
import type { QueryRequest } from '../compose/QueryRequest.ts';

/** A value as JSON has it. Times are ISO 8601 in UTC. */
export type Value = string | number | boolean | null;

/** What a query answers. */
export interface Answer {
  query: string;
  columns: readonly Column[];
  rows: Record<string, Value>[];
}

/** A write that PutRumEvents refused. */
export interface RefusedRow {
  /** Milliseconds since 1970. */
  at: number;
  monitor: string;
  status: number;
  type: string;
  message: string;
  role: string | null;
  accessKeyId: string | null;
  transport: string;
}

/** Events in an embedded DuckDB, and the questions about them. */
export interface EventDatabase {
  /** Asks a query by its name. Rejects with a `QueryError` for a wrong name, filter or parameter. */
  run: (name: string, request?: QueryRequest) => Promise<Answer>;
  /**
   * Adds events: each line is one record of CloudWatch RUM's log export, as JSON. A record may have `dual_rum`, which a console
   * adds: the app monitor's name, the batch and how it came.
   */
  add: (records: readonly string[]) => Promise<void>;
  /**
   * Adds files of records, one a line, `.gz` too; `monitor=<name>` in their path names the app monitor. Rejects when a line is no record.
   */
  addFiles: (paths: readonly string[]) => Promise<void>;
  /**
   * Adds the journal of a console, beside its files of `setFiles`. The console may write to it meanwhile: a last line that is half there
   * is passed over.
   */
  addJournal: (paths: readonly string[]) => Promise<void>;
  addRefused: (writes: readonly RefusedRow[]) => Promise<void>;
  /** Adds records of CloudTrail, each as a line of JSON: the elements of `Records`. One that is there already is passed over. */
  addTrail: (records: readonly string[]) => Promise<void>;
  /** Adds files of CloudTrail, `{"Records": […]}` each, `.gz` too. Rejects when one is not. */
  addTrailFiles: (paths: readonly string[]) => Promise<void>;
  /**
   * Parquet files of events, as `writeFiles` makes them, that are asked beside what was added, instead of those before. Forgets in the
   * same step what was added and has an `arrival` before `forgetBefore`. Resolves when no query reads the files before any more.
   */
  setFiles: (paths: readonly string[], forgetBefore?: number) => Promise<void>;
  /**
   * Writes what was added and has an `arrival` before this one into Parquet files, one for each app monitor and day of arrival.
   * Resolves with their paths; they are not asked before `setFiles`.
   */
  writeFiles: (before: number, pathOf: (monitor: string, day: string) => string) => Promise<string[]>;
  /** Parquet files of identity events, as @dual-rum/identity-events writes them: `…/day=2026-11-26/x.parquet`. */
  setIdentityFiles: (paths: readonly string[]) => Promise<void>;
  /**
   * Forgets records of CloudTrail from before this time, in milliseconds since 1970, then the oldest until there are at most so many
   * records and ids of events in them.
   */
  forgetTrail: (before: number, most: number) => Promise<void>;
  /** Forgets events that were added and came before this one, by their `arrival`. */
  forgetBefore: (arrival: number) => Promise<void>;
  /** Forgets all events, refused writes and records of CloudTrail that were added. */
  clear: () => Promise<void>;
  /** Runs SQL of one's own and gives its rows, for what the queries do not answer. */
  sql: (statement: string) => Promise<Record<string, Value>[]>;
  close: () => void;
}
