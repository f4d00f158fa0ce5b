import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { EVENT_SOURCE, type LogEnvelope } from '../../test/support/identity/auth0Tenant.ts';
import type { UserRow } from './new-users.ts';

/** One identity event as the team's files say it. */
export interface ListedEvent {
  occurred_at: string;
  type: string;
  outcome: string;
  subject: string | null;
  client_name: string | null;
  connection: string | null;
  ip: string | null;
}

/** Carries what the identity provider reports to where a team works with it, as the deployed pipeline does. */
export interface IdentityEvents {
  /** Where they are: a folder with the objects that the bucket would hold, or a topic. */
  folder: string;
  /** Rows of the table of users, where there is one; or why there is none. */
  users?: (() => Promise<UserRow[]>) | { why: string };
  /** Delivers what waits, and reads back all events, each once. */
  list: () => Promise<ListedEvent[]>;
  close: () => Promise<void>;
}

export interface Auth0Events extends IdentityEvents {
  /** Takes an event of the event bus. */
  take: (envelope: LogEnvelope) => void;
}

/** Milliseconds in which events become one batch, as in the queue's batching window. */
const WINDOW = 1000;

/**
 * The pipeline on this machine: the rules of the template that would be deployed choose the events, the function's own handler writes
 * the files. Only EventBridge and the queue are played.
 */
export async function carryIdentityEvents(
  folder = mkdtempSync(join(tmpdir(), 'identity-events-')),
): Promise<Auth0Events> {
  // Not static imports: the builds may not have existed when this module was loaded.
  const [{ createAuth0EventsHandler, createFolderStore }, { createAuth0EventsToS3Template }] = await Promise.all([
    import('@dual-rum/identity-events'),
    import('@dual-rum/cdk/identity-events/template'),
  ]);
  const { Resources } = createAuth0EventsToS3Template({ eventBusName: EVENT_SOURCE });
  const codes = new Set(
    Object.values(Resources)
      .filter(({ Type }) => Type === 'AWS::Events::Rule')
      .flatMap(({ Properties }) => (Properties['EventPattern'] as unknown as RulePattern).detail.data.type),
  );
  const handler = createAuth0EventsHandler({
    store: createFolderStore(folder),
    report: {
      failed: ({ error, message }) => console.error(`An identity event failed, ${error}: ${message}`),
      done: () => undefined,
    },
  });
  let waiting: LogEnvelope[] = [];
  let delivering = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const deliver = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return delivering;
    return (delivering = delivering.then(async () => {
      const Records = batch.map((envelope) => ({ messageId: randomUUID(), body: JSON.stringify(envelope) }));
      const { batchItemFailures } = await handler({ Records: Records as never });
      // A queue delivers them again.
      const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      waiting.push(...batch.filter((_, index) => failed.has(Records[index]!.messageId)));
    }));
  };

  return {
    folder,
    take(envelope) {
      if (!codes.has(envelope.detail.data.type)) return;
      waiting.push(envelope);
      timer ??= setTimeout(() => void deliver(), WINDOW);
    },
    async list() {
      await deliver();
      return existsSync(join(folder, PARQUET)) ? readFiles(folder) : [];
    },
    close: () => Promise.resolve(),
  };
}

interface RulePattern {
  detail: { data: { type: string[] } };
}

const PARQUET = 'identity-events/auth0/parquet';

async function readFiles(folder: string): Promise<ListedEvent[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const files = join(folder, PARQUET, '*', '*.parquet').replaceAll("'", "''");
    const reader = await connection.runAndReadAll(`
      SELECT strftime(occurred_at, '%Y-%m-%d %H:%M:%S') AS occurred_at, type, outcome, subject, client_name, connection, ip
      FROM read_parquet('${files}')
      QUALIFY row_number() OVER (PARTITION BY log_id) = 1
      ORDER BY log_id`);
    return reader.getRowObjectsJson() as unknown as ListedEvent[];
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** The events as a table for a terminal. */
export function drawIdentityEvents(events: ListedEvent[]): string {
  if (events.length === 0) return 'IDENTITY EVENTS · none yet';
  return `IDENTITY EVENTS · as a team reads them (UTC)\n\n${drawTable(events)}`;
}

/** Objects with the same fields as a table for a terminal. */
export function drawTable(objects: readonly object[]): string {
  const names = Object.keys(objects[0]!);
  const cellsOf = (one: object): string[] => {
    const cells = one as Record<string, string | null>;
    return names.map((name) => cells[name] ?? '');
  };
  const rows = [names, ...objects.map(cellsOf)];
  const widths = names.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
  return lines.join('\n');
}

/** What Auth0 reports of a user who was not there before. */
const AUTH0_USER = ['sign-up', 'sign-in', 'sign-out'];
/** What Cognito reports of one. */
export const COGNITO_USER = ['sign-up-started', 'sign-up', 'sign-in', 'token-issued', 'sign-out'];

/** How the events differ from what the documented journey of one user must leave, a sentence each. */
export function checkIdentityEvents(events: ListedEvent[], user: string, wanted = AUTH0_USER): string[] {
  const types = events.map(({ type }) => type);
  return [
    ...(types.join() === wanted.join()
      ? []
      : [`The identity events are ${types.join(', ') || 'none'}, not ${wanted.join(', ')}.`]),
    ...events.flatMap(({ type, subject }) =>
      subject === user ? [] : [`The ${type} is about ${subject ?? 'nobody'}, not ${user}.`],
    ),
  ];
}
