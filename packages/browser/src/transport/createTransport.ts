import type { PutRumEventsRequest } from '@aws-rum/web-core/dispatch/dataplane';
import type { MonitorName } from '../api/types.ts';
import type { CachedCredentials } from '../credentials/createCachedCredentials.ts';
import type { Report } from '../problems/ProblemFacts.ts';
import { applyOutcome, isRefusal, type Attempted } from './applyOutcome.ts';
import { countEvents, createBatch, halve, sizeOf, type Batch, type BatchOwner, type BatchState } from './batch.ts';
import type { BatchStorage } from './BatchStorage.ts';
import type { DeliveryCounts } from './createDeliveryCounts.ts';
import type { KeepaliveBudget } from './createKeepaliveBudget.ts';
import type { Send } from './Send.ts';
import { chooseStored } from './chooseStored.ts';
import { limitQueue } from './limitQueue.ts';
import { planPageEnd } from './planPageEnd.ts';
import { planRetry } from './planRetry.ts';
import type { ServiceStatus } from './serviceStatus.ts';

export interface TransportOptions {
  monitor: MonitorName;
  send: Send;
  report: Report;
  /** Whether requests are signed. */
  signing: boolean;
  /** Shared by both app monitors. */
  budget: KeepaliveBudget;
  counts: DeliveryCounts;
}

/** Milliseconds that a batch is stored for a next page. */
const MAX_AGE = 86_400_000;
/** A batch up to this size uses keepalive while the page lives, too, … */
const SMALL_BATCH_BYTES = 8192;
/** … if at least so much of the budget is left for the end of the page. */
const RESERVED_FOR_PAGE_END = 40_000;
/**
 * Milliseconds before this page tries a batch again that it has stored. If it ends, the next page sends it. And until a page lives on
 * that was told that it may end.
 */
const PAUSE = 1000;

/** Milliseconds by which waits are measured: the clock may be set meanwhile. */
const now = (): number => performance.now();

/** Delivers the batches of one app monitor: each is sent again until it is acknowledged, by this page or the next. */
export function createTransport({ monitor, send, report, signing, budget, counts }: TransportOptions) {
  let batches: Batch[] = [];
  let service: ServiceStatus = { name: 'unknown' };
  let storage: BatchStorage | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let overflowReported = false;
  let stopped = false;
  /** The page has ended, as far as the browser knows: what it stores is for the next. */
  let ended = false;
  /** Until then the page, which was told that it may end, may do so. */
  let mayEndUntil = 0;
  const emptied: (() => void)[] = [];

  /** Takes a batch out of the queue; its stored copy stays. */
  const forget = (batch: Batch): void => {
    batches = batches.filter((other) => other !== batch);
    if (batches.length) return;
    emptied.splice(0).forEach((done) => done());
    if (stopped) storage?.close();
  };

  /** Removes the stored copy of a batch. */
  const unstore = (batch: Batch): void => {
    if (batch.storedBytes) storage?.remove(batch.request.BatchId);
    batch.storedBytes = 0;
  };

  const remove = (batch: Batch): void => {
    unstore(batch);
    forget(batch);
  };

  const useStorage = (next: BatchStorage | undefined): void => {
    // A copy that is left behind would come again.
    if (!next) batches.forEach(unstore);
    storage = next;
    if (stopped && !batches.length) next?.close();
  };

  /** @returns whether all of them are stored. */
  const store = (chosen: Map<Batch, number>): boolean => {
    const storedAt = Date.now();
    const rows = [...chosen.keys()].map(({ request, owner: { userKey } }) => ({
      id: request.BatchId,
      storedAt,
      userKey,
      request,
    }));
    const left = storage?.store(rows, ended) ?? rows;
    for (const [batch, bytes] of chosen) {
      const { state } = batch;
      if (left.some(({ id }) => id === batch.request.BatchId)) continue;
      batch.storedBytes = bytes;
      if (state.name === 'in flight') continue;
      batch.state = { name: 'waiting', due: Math.max(state.name === 'waiting' ? state.due : 0, now() + PAUSE) };
    }
    return !left.length;
  };

  const settle = (batch: Batch, outcome: Attempted): void => {
    if (isRefusal(outcome)) batch.owner.credentials?.refused(outcome.accessKeyId);
    const applied = applyOutcome(batch, service, outcome, now(), Math.random());
    const { result, problem } = applied;
    service = applied.service;
    if (problem) report({ ...problem, monitor });
    const count = batch.request.RumEvents.length;
    if (result === 'delivered') {
      overflowReported = false;
      counts.sent += count;
    } else if (result === 'rejected') counts.drop('rejected', count);
    else if (result === 'halve') batches.splice(batches.indexOf(batch), 0, ...halve(batch));
    else {
      Object.assign(batch, result);
      if (!stopped) return;
      // The next page, or the next instance on this one, sends what is stored.
      if (storage) store(chooseStored([batch], batches));
      if (!batch.storedBytes) counts.drop('disposed', count);
      return forget(batch);
    }
    remove(batch);
  };

  const attempt = async (batch: Batch, pageEnds: boolean): Promise<void> => {
    let state: BatchState = { name: 'preparing', outlivesPage: false };
    batch.state = state;
    /** The state was replaced, or the batch removed, meanwhile: this attempt ends. */
    const isCalledOff = (): boolean => batch.state !== state || !batches.includes(batch);
    if (batch.storedBytes && storage) {
      const isOurs = await storage.claim(batch.request.BatchId);
      if (isCalledOff()) return;
      if (!isOurs) {
        forget(batch);
        return next();
      }
    }
    let release = pageEnds ? budget.reserve(sizeOf(batch)) : undefined;
    const outcome = await send({
      request: batch.request,
      credentials: batch.owner.credentials,
      pageEnds,
      begin(bytes) {
        if (isCalledOff()) return 'called off';
        // A page that ends cuts off its requests, and a batch that had arrived by then would come twice. So a small one outlives
        // the page, too; but not while the service fails: nobody would hear of the next failure.
        const mayOutlive = service.name !== 'failing' && !batch.storedBytes;
        if (mayOutlive && bytes <= SMALL_BATCH_BYTES && budget.left >= RESERVED_FOR_PAGE_END)
          release ??= budget.reserve(bytes);
        batch.state = state = { name: 'in flight', outlivesPage: Boolean(release) };
        return release ? 'keepalive' : 'ordinary';
      },
    });
    release?.();
    if (outcome.name === 'called off') return;
    if (outcome.name === 'no keepalive') {
      if (isCalledOff()) return;
      // The app has used up what browsers allow. The batch stays for the next page, or for this one, if it lives on.
      batch.state = { name: 'waiting', due: now() + PAUSE };
      if (storage) store(chooseStored([batch], batches));
      return next();
    }
    // As a page ends its requests fail, and those with keepalive arrive all the same. So this waits for a task before it counts as a
    // failure: a page that ends has none.
    if (outcome.name === 'unreachable') await new Promise((later) => setTimeout(later));
    if (!isCalledOff()) settle(batch, outcome);
    next();
  };

  /** Does what is next while the page lives. */
  const next = (): void => {
    clearTimeout(timer);
    // A page that has ended leaves what waits to the next: to try again takes the lock again. Firefox keeps a closed page a while, and the
    // next could not have what this one has stored.
    if (ended && storage) {
      const waiting = batches.filter(({ state }) => state.name === 'waiting');
      if (store(chooseStored(waiting, batches))) return;
    }
    const plan = planRetry(batches, service, now());
    if (plan.name === 'send') void attempt(plan.batch, false);
    if (plan.name !== 'wait') return;
    timer = setTimeout(next, plan.milliseconds);
    if (storage) store(plan.store);
  };

  /** Tries all that waits at once: the network is back, or somebody waits for it. */
  const retry = (): void => {
    for (const batch of batches) if (batch.state.name === 'waiting') batch.state = { name: 'waiting', due: 0 };
    // But never before the time the service asked for.
    if (service.name === 'failing') service = { ...service, restUntil: service.askedUntil };
    next();
  };
  addEventListener('online', retry);

  const enqueue = (request: PutRumEventsRequest, owner: BatchOwner, storedBytes = 0): void => {
    batches.push({ ...createBatch(request, owner), storedBytes });
    // Not in this task: it may be a sign-in, which should not wait; or the end of the page, and it leaves in another way. That may
    // take a while to come, and would cut off what begins meanwhile.
    clearTimeout(timer);
    timer = setTimeout(next, mayEndUntil - now());
  };

  const limit = (): void => {
    const before = countEvents(batches);
    for (const [batch, RumEvents] of limitQueue(batches)) {
      batch.request = { ...batch.request, RumEvents };
      if (!RumEvents.length) remove(batch);
    }
    const count = before - countEvents(batches);
    if (!count) return;
    counts.drop('overflow', count);
    if (!overflowReported) report({ type: 'queue-full', monitor, count });
    overflowReported = true;
  };

  /** @param ends the page ends, as far as the browser knows: ordinary requests may be cut off. */
  const leave = (ends: boolean, canStore = Boolean(storage)): void => {
    ended = ends;
    mayEndUntil = now() + PAUSE;
    // Other pages may now take what this one has stored.
    if (ends) storage?.release();
    const plan = planPageEnd(batches, budget.left, {
      service,
      ends,
      canStore,
      canSign: ({ owner }) => !signing || Boolean(owner.credentials?.ready),
    });
    batches = plan.batches;
    for (const batch of plan.leave) void attempt(batch, true);
    for (const batch of plan.send) void attempt(batch, false);
    // The database is gone, and localStorage has no room: what is left leaves without them.
    if (plan.store.size && !store(plan.store)) return leave(ends, false);
    next();
  };

  return {
    /** @param mayBeTaken this page has stored it, and another may have taken it over: that is asked before it is sent. */
    add(request: PutRumEventsRequest, owner: BatchOwner, mayBeTaken = false): void {
      enqueue(request, owner, Number(mayBeTaken));
      limit();
    },
    /** Batches that cannot leave when the page ends, or have to wait, are stored here. */
    useStorage,
    /** Sends what earlier pages of this user, or of guests, have stored. */
    async sendStored(userKey: string, credentials: () => CachedCredentials | undefined): Promise<void> {
      const oldest = Date.now() - MAX_AGE;
      // A page that has ended takes nothing: it may be gone before it can send it.
      const stored = await storage?.takeOver(
        (batch) => !ended && (batch.userKey === userKey || batch.storedAt < oldest),
      );
      for (const { request, storedAt } of stored ?? []) {
        if (storedAt < oldest) counts.drop('age', request.RumEvents.length);
        else enqueue(request, { credentials: credentials(), userKey });
      }
    },
    retry,
    /** The page is hidden and may end: what waits leaves now, by requests that outlive the page, or is stored for the next page. */
    leave,
    /** The page is back from the back/forward cache. */
    restore(): void {
      ended = false;
      retry();
      for (const { state } of batches) {
        if (state.name === 'in flight' && state.outlivesPage)
          setTimeout(() => {
            // Of what was cut off, or whose time was over while the page slept, the end is told by now.
            state.name = 'unheard';
            next();
          }, PAUSE);
      }
    },
    /** Resolves when no batch waits any more. */
    empty: (): Promise<void> => (batches.length ? new Promise((done) => emptied.push(done)) : Promise.resolve()),
    /** Events that are not delivered yet. */
    get queued(): number {
      return countEvents(batches);
    },
    get lastError(): string | undefined {
      return service.lastError;
    },
    /** A batch that fails from now on is not tried again: it is stored for the next page, or dropped. What others stored stays. */
    stop(): void {
      stopped = true;
      removeEventListener('online', retry);
      if (!batches.length) storage?.close();
    },
  };
}
