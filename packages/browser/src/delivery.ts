import { v4 } from 'uuid';
import type { PutRumEventsRequest } from '@aws-rum/web-core/dispatch/dataplane';
import type { Credentials } from './credentials.ts';
import type { Report, Trouble } from './problems.ts';
import type { Outcome, Send } from './sender.ts';
import type { MonitorName } from './types.ts';

/** A batch is owned here until CloudWatch acknowledges it, with the session, user and role it was recorded under. */
interface Batch {
  request: PutRumEventsRequest;
  credentials: Credentials | undefined;
  tries: number;
  /** How often it was refused. */
  refused: number;
  /** Not to be tried before this time. */
  due: number;
  /** Counts attempts begun; 0 while none is on its way. */
  attempt: number;
  /** The attempt has reached the network: sending the batch again could store it twice. */
  onWire: boolean;
}

/** Events that may wait per monitor, about 10 MB. */
const MAX_EVENTS = 10_000;
/** Longest wait between two tries. */
const MAX_WAIT = 60_000;
/** Bytes that may leave at once when the page ends: browsers allow 64 KiB. */
const LEAVING = 60_000;

/** Delivers the batches of one monitor in order, one at a time, again and again until they are acknowledged. */
export function createDelivery(monitor: MonitorName, send: Send, report: Report) {
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

  const queued = (): number => queue.reduce((sum, { request }) => sum + request.RumEvents.length, 0);
  const drop = (reason: string, count: number): void => void (dropped[reason] = (dropped[reason] ?? 0) + count);

  const remove = (batch: Batch): void => {
    const index = queue.indexOf(batch);
    if (index >= 0) queue.splice(index, 1);
    if (queue.length === 0) emptied.splice(0).forEach((done) => done());
  };

  /** Tells once for each kind of trouble, until a batch gets through. */
  const tell = (trouble: Trouble): void => {
    lastError = `${trouble.type}: ${trouble.note ?? String(trouble.cause)}`;
    if (told === trouble.type) return;
    told = trouble.type;
    report({ ...trouble, monitor });
  };

  const settle = (batch: Batch, { status = 0, note, cause, unsigned, retryAfter = 0 }: Outcome): void => {
    batch.attempt = 0;
    batch.onWire = false;
    const count = batch.request.RumEvents.length;
    // Full jitter: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
    const backoff = (tries: number): number => Date.now() + Math.random() * Math.min(MAX_WAIT, 1000 * 2 ** tries);
    if (status >= 200 && status < 300) {
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
      batch.credentials?.refused();
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
    const outcome = await send(batch.request, batch.credentials, leaving, () => {
      // The page began to end while this attempt was still being signed: another one has left instead.
      if (batch.attempt !== mine) return false;
      return (batch.onWire = true);
    });
    // A page that ends fails its requests, and those that outlive it arrive all the same. It never gets past this.
    if (!outcome.status && batch.onWire) await new Promise((later) => setTimeout(later));
    if (batch.attempt === mine) settle(batch, outcome);
    pump();
  };

  /** Starts the next batch, when none is on its way. */
  const pump = (): void => {
    clearTimeout(timer);
    if (queue.length === 0 || queue.some((batch) => batch.attempt)) return;
    const next = queue.reduce((first, batch) => (batch.due < first.due ? batch : first));
    const wait = Math.max(next.due, resting) - Date.now();
    if (wait > 0) timer = setTimeout(pump, wait);
    else void attempt(next, false);
  };

  /** Tries all that waits at once: the network is back, or somebody waits for it. */
  const retry = (): void => {
    for (const batch of queue) batch.due = 0;
    // But never before the time the service asked for.
    resting = asked;
    pump();
  };
  addEventListener('online', retry);

  return {
    add(request: PutRumEventsRequest, credentials: Credentials | undefined): void {
      queue.push({ request, credentials, tries: 0, refused: 0, due: 0, attempt: 0, onWire: false });
      while (queued() > MAX_EVENTS) {
        const oldest = queue.find((batch) => !batch.attempt);
        if (!oldest) break;
        const count = oldest.request.RumEvents.length;
        remove(oldest);
        drop('overflow', count);
        if (!fullTold) report({ type: 'queue-full', monitor, count });
        fullTold = true;
      }
      // Not in this task: it may be a sign-in, which should not wait; or the end of the page, and it leaves in another way.
      clearTimeout(timer);
      timer = setTimeout(pump);
    },
    drop,
    retry,
    /** The page is hidden and may end: all that waits leaves now, as far as the browser lets it. */
    leave(): void {
      let room = LEAVING;
      for (const batch of queue.filter(({ onWire }) => !onWire)) {
        for (const part of split(batch, queue)) {
          room -= sizeOf(part.request);
          void attempt(part, room > 0);
        }
      }
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

/** About the bytes a batch takes on the wire; a little more rather than less. */
const sizeOf = (request: PutRumEventsRequest): number => new Blob([JSON.stringify(request)]).size + 500;

/** Halves a batch that is too large to leave in one piece; the halves are batches of their own. */
function split(batch: Batch, queue: Batch[]): Batch[] {
  const events = batch.request.RumEvents;
  if (sizeOf(batch.request) <= LEAVING || events.length < 2) return [batch];
  const half = events.splice(events.length >> 1);
  const rest = { ...batch, request: { ...batch.request, BatchId: v4(), RumEvents: half } };
  queue.splice(queue.indexOf(batch) + 1, 0, rest);
  return [...split(batch, queue), ...split(rest, queue)];
}
