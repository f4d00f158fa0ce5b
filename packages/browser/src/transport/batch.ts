import { v4 } from 'uuid';
import type { PutRumEventsRequest, RumEvent } from '@aws-rum/web-core/dispatch/dataplane';
import type { CachedCredentials } from '../credentials/createCachedCredentials.ts';
import { bytesOf } from './bytesOf.ts';

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
  /**
   * Credentials, compression, signature: until it is in flight, an attempt can be called off. As the page ends another one takes its
   * place: Firefox may have stopped it.
   */
  | { name: 'preparing'; outlivesPage: false }
  /**
   * It may have arrived: sent again, it could be stored twice. `unheard`: the page was in the back/forward cache meanwhile, and an
   * answer that came then may never be told.
   */
  | { name: 'in flight' | 'unheard'; outlivesPage: boolean };

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

/** Infinite for what is no JSON, which can neither leave nor stay. */
function jsonBytes(value: unknown): number {
  try {
    return bytesOf(JSON.stringify(value)).length;
  } catch {
    return Infinity;
  }
}

/** About the bytes a batch takes on the wire; rather too many. */
export const sizeOf = ({ request }: Pick<Batch, 'request'>): number => jsonBytes(request) + 500;

export const countEvents = (batches: readonly Batch[]): number =>
  batches.reduce((sum, { request }) => sum + request.RumEvents.length, 0);

/** What is missed most: a session without its start does not count, and errors are what people look for. */
export const isImportant = ({ type }: { type: string }): boolean => /session_start|error/.test(type);

const byImportance = (events: readonly RumEvent[]): RumEvent[] => [
  ...events.filter(isImportant),
  ...events.filter((event) => !isImportant(event)),
];

function splitAt({ request, owner }: Batch, events: RumEvent[], count: number): [Batch, Batch] {
  const part = (RumEvents: RumEvent[]): Batch => createBatch({ ...request, BatchId: v4(), RumEvents }, owner);
  return [part(events.slice(0, count)), part(events.slice(count))];
}

/** The halves of a batch, important events first. They are new batches, which wait. */
export function halve(batch: Batch): [Batch, Batch] {
  const events = byImportance(batch.request.RumEvents);
  return splitAt(batch, events, Math.ceil(events.length / 2));
}

/** As many events of a batch as fit into so many bytes, important ones first, and the rest; undefined where none fits. */
export function splitToFit(batch: Batch, bytes: number): [Batch, Batch] | undefined {
  const { request } = batch;
  const events = byImportance(request.RumEvents);
  let left = bytes - sizeOf({ request: { ...request, RumEvents: [] } });
  // Each with its comma.
  const count = events.findIndex((event) => (left -= jsonBytes(event) + 1) < 0);
  return count > 0 ? splitAt(batch, events, count) : undefined;
}
