/** Which app monitors are whose, by name. Without it names decide: `…Unauthenticated`, `…Guest` and `…Authenticated`, `…User`. */
export interface Audiences {
  guest: readonly string[];
  signedIn: readonly string[];
}

/** How a query is asked. What is left out does not filter. */
export interface QueryRequest {
  /** From this time on. A Date, or ISO 8601: `2026-11-26T10:00:00Z`; a date alone is its midnight in UTC. */
  from?: Date | string;
  /** Before this time. */
  to?: Date | string;
  /** App monitors by name, or by id where the data has no name. */
  monitors?: readonly string[];
  /** Page id, as page views have it: `/cart`. Identity events have no page. */
  page?: string;
  /** Version of the app. */
  release?: string;
  /** Session id. */
  session?: string;
  audiences?: Audiences;
  /** Values of the query's own parameters, by name; `queries` lists them. */
  parameters?: Readonly<Record<string, string | number | null>>;
}

/** The two engines: DuckDB, and Trino as Amazon Athena has it. */
export type Dialect = 'duckdb' | 'athena';

/** Names of the tables or views that are asked. */
export interface Tables {
  events: string;
  refused: string;
  identity: string;
  /** Records of CloudTrail. */
  trail: string;
}
