import { v4 } from 'uuid';
import type { PutRumEventsRequest } from '@aws-rum/web-core/dispatch/dataplane';
import type { Credentials } from '../credentials/cacheCredentials.ts';
import type { Kept, KeptBatch } from './openBatchStorage.ts';
import type { ProblemFacts as Trouble, Report } from '../problems/createProblems.ts';
import type { Outcome, Send } from './createSender.ts';
import type { MonitorName } from '../api/types.ts';

/** A batch is owned here until CloudWatch acknowledges it, with the session, user and role it was recorded under. */
interface Batch {
  request: PutRumEventsRequest;
  credentials: Credentials | undefined;
  owner: string;
  tries: number;
  /** How often it was refused. */
  refused: number;
  /** Not to be tried before this time. */
  due: number;
  /** Counts attempts begun; 0 while none is on its way. */
  attempt: number;
  /** The attempt has reached the network: sending the batch again could store it twice. */
  onWire?: boolean;
  /** Should the page end, the attempt on the wire goes on. */
  lasts?: boolean;
  /** So many bytes of it are kept for the next page, which may take it: it has to be claimed before it is tried again. */
  kept?: number;
}

/** Bytes that may still leave as the page ends; both monitors share them. */
export interface Room {
  left: number;
}

/** Events that may wait per monitor, about 10 MB. */
const MAX_EVENTS = 10_000;
/** Longest wait between two tries. */
const MAX_WAIT = 60_000;
/** Room for less than this is not worth splitting a batch for. */
const LEAST = 2000;
/** Milliseconds that a batch is kept for a next page. */
const MAX_AGE = 86_400_000;
/** Milliseconds before what is kept is tried again: only a page that lives on has them. */
const LATER = 1000;
/** Bytes that may be kept for the next page. */
const MAX_KEPT = 2_000_000;

/** Delivers the batches of one monitor, again and again until they are acknowledged. */
export function createDelivery(monitor: MonitorName, send: Send, report: Report, signing: boolean) {
  const queue: Batch[] = [];
  const dropped: Record<string, number> = {};
  let sent = 0;
  let attempts = 0;
  /** Failures of the service in a row, the time until which it is left alone, and the time it asked for itself. */
  let troubles = 0;
  let resting = 0;
  let asked = 0;
  let fullTold = false;
  let stopped = false;
  let lastError: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const emptied: (() => void)[] = [];
  let told: string | undefined;
  /** Whether the latest batch got through; unknown before the first. */
  let flows: boolean | undefined;
  let kept: Kept | undefined;
  let owner = '';
  /** Bytes that may still be kept for the next page. */
  let room = MAX_KEPT;

  const queued = (): number => queue.reduce((sum, { request }) => sum + request.RumEvents.length, 0);
  const drop = (reason: string, count: number): void => void (dropped[reason] = (dropped[reason] ?? 0) + count);

  const remove = (batch: Batch): void => {
    const index = queue.indexOf(batch);
    if (index >= 0) queue.splice(index, 1);
    if (batch.kept) {
      room += batch.kept;
      void kept?.own(batch.request.BatchId, true);
    }
    if (queue.length === 0) emptied.splice(0).forEach((done) => done());
  };

  /** Tells once for each kind of trouble, until a batch gets through. */
  const tell = (trouble: Trouble): void => {
    lastError = `${trouble.type}: ${trouble.note ?? String(trouble.cause)}`;
    if (told === trouble.type) return;
    told = trouble.type;
    report({ ...trouble, monitor });
  };

  const settle = (batch: Batch, { status = 0, note, cause, unsigned, keys, retryAfter = 0 }: Outcome): void => {
    batch.attempt = 0;
    batch.onWire = false;
    const count = batch.request.RumEvents.length;
    // Full jitter: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
    const backoff = (tries: number): number => Date.now() + Math.random() * Math.min(MAX_WAIT, 1000 * 2 ** tries);
    flows = false;
    if (status >= 200 && status < 300) {
      flows = true;
      sent += count;
      troubles = resting = asked = 0;
      told = lastError = undefined;
      fullTold = false;
      remove(batch);
      return;
    }
    batch.tries++;
    if (unsigned) {
      batch.due = backoff(batch.tries - 1);
      tell({ type: 'credentials', cause });
    } else if (status === 403 || status === 404) {
      batch.credentials?.refused(keys);
      // Other credentials are tried at once; when those are refused too, somebody has to change something.
      if (++batch.refused > 1) {
        batch.due = backoff(batch.tries - 1);
        tell({ type: 'forbidden', note });
      }
    } else if (!status || status === 408 || status === 429 || status >= 500) {
      // The service's trouble is that of all batches. One that keeps failing lets the next go first.
      asked = Date.now() + retryAfter;
      resting = Math.max(asked, backoff(troubles++));
      if (batch.tries > 2) batch.due = resting;
      tell(status ? { type: 'unavailable', note } : { type: 'unreachable', cause });
    } else {
      flows = true;
      remove(batch);
      drop('rejected', count);
      told = undefined;
      tell({ type: 'rejected', note, count });
    }
    if (stopped) {
      remove(batch);
      drop('disposed', count);
    }
  };

  const attempt = async (batch: Batch, leaving: boolean): Promise<void> => {
    const mine = (batch.attempt = ++attempts);
    if (batch.kept) {
      const ours = await kept?.own(batch.request.BatchId, false);
      // The page began to end meanwhile.
      if (batch.attempt !== mine) return;
      if (ours === false) {
        batch.kept = 0;
        remove(batch);
        return pump();
      }
    }
    // While something is wrong it must not outlive the page: nobody would know whether it failed.
    const mayLast = flows !== false && !batch.kept;
    const outcome = await send(batch.request, batch.credentials, leaving, mayLast, (lasts) => {
      // The page began to end while this attempt was still being signed: it has left in another way.
      if (batch.attempt !== mine) return false;
      batch.lasts = lasts;
      return (batch.onWire = true);
    });
    // A page that ends fails its requests, and those that outlive it arrive all the same. It never gets past this.
    if (!outcome.status && batch.onWire) await new Promise((later) => setTimeout(later));
    if (batch.attempt === mine) settle(batch, outcome);
    pump();
  };

  /** Starts the next batch, when none is on its way: CloudWatch gets them in the order they were recorded in. */
  const pump = (): void => {
    clearTimeout(timer);
    if (queue.length === 0 || queue.some((batch) => batch.attempt)) return;
    const next = queue.reduce((first, batch) => (batch.due < first.due ? batch : first));
    const wait = Math.max(next.due, resting) - Date.now();
    if (wait > 0) {
      timer = setTimeout(pump, wait);
      // Not only when the page ends: what it writes then may be lost.
      keep(queue);
    } else void attempt(next, false);
  };

  /** Tries all that waits at once: the network is back, or somebody waits for it. */
  const retry = (): void => {
    for (const batch of queue) batch.due = 0;
    // But never before the time the service asked for.
    resting = asked;
    pump();
  };
  addEventListener('online', retry);

  const push = (request: PutRumEventsRequest, credentials: Credentials | undefined, whose = owner): void => {
    queue.push({ request, credentials, owner: whose, tries: 0, refused: 0, due: 0, attempt: 0 });
    // Not in this task: it may be a sign-in, which should not wait; or the end of the page, and it leaves in another way.
    clearTimeout(timer);
    timer = setTimeout(pump);
  };

  /** Makes room in the queue: the oldest events go first, and last those that are worth most. */
  const trim = (): void => {
    let over = queued() - MAX_EVENTS;
    if (over <= 0) return;
    drop('overflow', over);
    if (!fullTold) report({ type: 'queue-full', monitor, count: over });
    fullTold = true;
    for (const worthy of [false, true]) {
      for (const batch of queue.filter(({ attempt }) => !attempt)) {
        const { request } = batch;
        request.RumEvents = request.RumEvents.filter((event) => isWorthy(event) !== worthy || over-- <= 0);
        if (request.RumEvents.length === 0) remove(batch);
      }
    }
  };

  /** Leaves batches to the next page, as far as there is room for them. */
  const keep = (batches: Batch[]): boolean => {
    if (!kept) return false;
    const rows: KeptBatch[] = [];
    const at = Date.now();
    for (const batch of batches) {
      const { request, owner } = batch;
      const size = sizeOf(request);
      if (batch.kept || size > room) continue;
      room -= batch.kept = size;
      rows.push({ id: request.BatchId, at, owner, request });
      batch.due = Math.max(batch.due, at + LATER);
      // What is still being signed must not leave any more.
      if (!batch.onWire) batch.attempt = 0;
    }
    if (!kept.put(rows)) kept = undefined;
    return Boolean(kept);
  };

  return {
    add(request: PutRumEventsRequest, credentials: Credentials | undefined): void {
      push(request, credentials);
      trim();
    },
    /** From now on, what is added is this owner's: the mark of a user, or empty for guests. */
    set owner(whose: string) {
      owner = whose;
    },
    /** What cannot leave when the page ends is kept here. */
    set kept(store: Kept | undefined) {
      kept = store;
    },
    /** Takes on what earlier pages of this owner left. */
    async takeKept(credentials: () => Credentials | undefined): Promise<void> {
      const whose = owner;
      const oldest = Date.now() - MAX_AGE;
      const taken = await kept?.take((batch) => batch.owner === whose || batch.at < oldest);
      for (const { request, at } of taken ?? []) {
        if (at < oldest) drop('age', request.RumEvents.length);
        else push(request, credentials(), whose);
      }
    },
    drop,
    retry,
    /**
     * The page is hidden and may end: what waits leaves now, by requests that outlive the page. What does not fit, or would
     * be refused, is kept for the next page.
     *
     * @param ends it does end, as far as the browser knows: what is on the wire may be cut off.
     */
    leave(room: Room, ends: boolean): void {
      const stay: Batch[] = [];
      const go = (batch: Batch): void => {
        const size = sizeOf(batch.request);
        if (size <= room.left) {
          room.left -= size;
          void attempt(batch, true);
        } else if (room.left > LEAST && batch.request.RumEvents.length > 1) halve(batch, queue).forEach(go);
        else stay.push(batch);
      };
      const value = ({ request }: Batch): number => Number(request.RumEvents.some(isWorthy));
      for (const batch of [...queue].sort((one, other) => value(other) - value(one))) {
        if ((kept && batch.kept) || (batch.onWire && (batch.lasts || !ends))) continue;
        const ready = !signing || batch.credentials?.ready;
        if (kept && (batch.onWire || flows === false || !ready || !navigator.onLine)) stay.push(batch);
        else if (!batch.onWire) go(batch);
      }
      if (stay.length > 0 && !keep(stay)) for (const batch of stay) if (!batch.onWire) void attempt(batch, false);
      pump();
    },
    /** Resolves when nothing waits any more. */
    empty: (): Promise<void> => (queue.length ? new Promise((done) => emptied.push(done)) : Promise.resolve()),
    get queued(): number {
      return queued();
    },
    get health() {
      return { sent, dropped: { ...dropped }, ...(lastError !== undefined && { lastError }) };
    },
    stop(): void {
      stopped = true;
      removeEventListener('online', retry);
    },
  };
}

export type Delivery = ReturnType<typeof createDelivery>;

/** About the bytes a batch takes on the wire; a little more rather than less. (A Blob would ask the browser's process.) */
const sizeOf = (request: PutRumEventsRequest): number => new TextEncoder().encode(JSON.stringify(request)).length + 500;

/** What is missed most: without its start a session does not count, and errors are what people look for. */
const isWorthy = ({ type }: { type: string }): boolean => /session_start|error/.test(type);

/** Halves a batch that is too large to leave in one piece, the worthier events first; the halves are batches of their own. */
function halve(batch: Batch, queue: Batch[]): [Batch, Batch] {
  const events = batch.request.RumEvents;
  events.sort((one, other) => Number(isWorthy(other)) - Number(isWorthy(one)));
  const half = events.splice(Math.ceil(events.length / 2));
  const rest = { ...batch, request: { ...batch.request, BatchId: v4(), RumEvents: half }, attempt: 0 };
  queue.splice(queue.indexOf(batch) + 1, 0, rest);
  return [batch, rest];
}
