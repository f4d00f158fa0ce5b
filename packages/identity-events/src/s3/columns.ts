import type { IdentityEvent } from '../model/IdentityEvent.ts';

/** One row of a file: a text for each column, null where the event says nothing. */
export type Row = Record<Column, string | null>;

const VALUES = {
  log_id: ({ id }) => id,
  type: ({ type }) => type,
  code: ({ code }) => code,
  outcome: ({ outcome }) => outcome,
  occurred_at: ({ occurredAt }) => occurredAt,
  subject: ({ subject }) => subject,
  issuer: ({ issuer }) => issuer,
  provider: ({ provider }) => provider,
  client_id: ({ client }) => client?.id,
  client_name: ({ client }) => client?.name,
  connection: ({ connection }) => connection,
  strategy: ({ strategy }) => strategy,
  ip: ({ ip }) => ip,
  country: ({ country }) => country,
  user_agent: ({ userAgent }) => userAgent,
  reason: ({ reason }) => reason,
  tenant: ({ tenant }) => tenant,
  raw: ({ raw }) => JSON.stringify(raw),
} satisfies Record<string, (event: IdentityEvent) => string | undefined>;

export type Column = keyof typeof VALUES;

/** The columns of CSV and Parquet, in their order. Tables and manifests name them: append, never change. */
export const COLUMNS = Object.keys(VALUES) as Column[];

/** The event as a row. */
export function toRow(event: IdentityEvent): Row {
  return Object.fromEntries(COLUMNS.map((column) => [column, VALUES[column](event) || null])) as Row;
}
