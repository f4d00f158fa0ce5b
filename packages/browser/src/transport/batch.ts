import { v4 } from 'uuid';
import type { PutRumEventsRequest } from '@aws-rum/web-core/dispatch/dataplane';
import type { CachedCredentials } from '../credentials/createCachedCredentials.ts';

/** Whose a batch is. */
export interface BatchOwner {
  /** What it is signed with; none where requests are not signed. */
  credentials: CachedCredentials | undefined;
  /** Hash that names a signed-in user without saying who; empty for guests. */
  userKey: string;
}

/** Where a batch is. Each attempt has state objects of its own: one that finds another state was called off. */
export type BatchState =
  | { name: 'waiting'; due: number }
  /** Credentials, compression, signature: until it is in flight, an attempt can be called off. */
  | { name: 'preparing'; outlivesPage: boolean }
  /** It may have arrived: sent again, it could be stored twice. */
  | { name: 'in flight'; outlivesPage: boolean };

/** A batch is owned by the transport until CloudWatch acknowledges it. Only `createTransport` changes it. */
export interface Batch {
  request: PutRumEventsRequest;
  readonly owner: BatchOwner;
  state: BatchState;
  /** Bytes of its copy in storage, from where another page may take it; 0 without a copy. */
  storedBytes: number;
  /** How often an attempt failed, for any reason. */
  failures: number;
  /** How often its credentials were refused. */
  refusals: number;
}

export const createBatch = (request: PutRumEventsRequest, owner: BatchOwner): Batch => ({
  request,
  owner,
  state: { name: 'waiting', due: 0 },
  storedBytes: 0,
  failures: 0,
  refusals: 0,
});

/** About the bytes a batch takes on the wire; rather too many. Infinite for what is no JSON, which can neither leave nor stay. */
export function sizeOf({ request }: Batch): number {
  try {
    // A Blob would ask the browser's process.
    return new TextEncoder().encode(JSON.stringify(request)).length + 500;
  } catch {
    return Infinity;
  }
}

export const countEvents = (batches: readonly Batch[]): number =>
  batches.reduce((sum, { request }) => sum + request.RumEvents.length, 0);

/** What is missed most: a session without its start does not count, and errors are what people look for. */
export const isImportant = ({ type }: { type: string }): boolean => /session_start|error/.test(type);

/** The halves of a batch, important events first. They are new batches, which wait. */
export function halve({ request, owner }: Batch): [Batch, Batch] {
  const { RumEvents: events } = request;
  const sorted = [...events.filter(isImportant), ...events.filter((event) => !isImportant(event))];
  const middle = Math.ceil(sorted.length / 2);
  const part = (RumEvents: typeof events): Batch => createBatch({ ...request, BatchId: v4(), RumEvents }, owner);
  return [part(sorted.slice(0, middle)), part(sorted.slice(middle))];
}
