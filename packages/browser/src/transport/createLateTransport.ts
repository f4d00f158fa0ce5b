import type { PutRumEventsRequest } from '@aws-rum/web-core/dispatch/dataplane';
import type { MonitorHealth } from '../api/types.ts';
import type { CachedCredentials } from '../credentials/createCachedCredentials.ts';
import type { BatchOwner } from './batch.ts';
import type { BatchStorage } from './BatchStorage.ts';
import { createDeliveryCounts } from './createDeliveryCounts.ts';
import type { TransportOptions } from './createTransport.ts';
import type { SenderOptions } from './Send.ts';
import type { LocalRows } from './storage/createLocalRows.ts';

type LateModule = typeof import('./lateModule.ts');

export interface LateTransportOptions extends Omit<TransportOptions, 'send' | 'counts'> {
  sender: Omit<SenderOptions, 'client'>;
  /** Where batches may be stored whose page ends before all has loaded; undefined where nothing may be stored. */
  openRows: () => LocalRows | undefined;
  /** Replaced by tests. */
  load?: () => Promise<LateModule>;
}

/** Batches that may wait for the transport to load; a batch has up to 100 events. */
const MAX_WAITING = 100;
/** The page is back from the back/forward cache. */
const shownAgain = (): Promise<unknown> => new Promise((done) => addEventListener('pageshow', done, { once: true }));

/** Longest wait between two attempts to load it, in milliseconds. */
const MAX_WAIT = 60_000;

/**
 * The transport of one app monitor. It is a third of the client's size and nothing needs it before the first batch, so that it
 * loads late. Until then batches wait here.
 */
export function createLateTransport({
  sender,
  openRows,
  load: loadModule = () => import('./lateModule.ts'),
  ...options
}: LateTransportOptions) {
  const { monitor, report } = options;
  const counts = createDeliveryCounts();
  let transport: ReturnType<LateModule['createTransport']> | undefined;
  let loading: Promise<LateModule> | undefined;
  let waiting: [PutRumEventsRequest, BatchOwner][] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let lastError: string | undefined;
  let overflowReported = false;
  let stopped = false;
  /** Whether the page ended, or was only hidden, before all had loaded; it may live on. */
  let ended: boolean | undefined;
  let mayStore = true;
  /** Ids of the batches that are stored for the next page. */
  const stored = new Set<string>();
  /** No other page holds a lock of this name: what it stored is free to be taken. */
  const page = `early${Math.random()}`;
  const onLoad: (() => void)[] = [];

  /** The page ends before it can send anything: the next page can. */
  const store = (): void => {
    const storedAt = Date.now();
    const rows = waiting
      .filter(([{ BatchId }]) => !stored.has(BatchId))
      .map(([request, { userKey }]) => ({ id: request.BatchId, storedAt, userKey, request, page }));
    try {
      const rest = new Set(openRows()?.put(rows) ?? rows);
      for (const row of rows) if (!rest.has(row)) stored.add(row.id);
    } catch {
      // Storage is blocked, which is told where it is opened.
    }
  };
  /** @returns whether the batch is still this page's: another page may have taken it. */
  const takeBack = ({ BatchId }: PutRumEventsRequest): boolean => {
    if (!stored.has(BatchId)) return true;
    const rows = openRows();
    // Where nothing may be stored any more, nobody has taken it.
    if (!rows) return true;
    const isOurs = rows.has(BatchId, page);
    rows.remove(BatchId);
    return isOurs;
  };
  const use = (module: LateModule): void => {
    transport = module.createTransport({ ...options, counts, send: module.createSend({ ...sender, client: {} }) });
    for (const [request, owner] of waiting) if (takeBack(request)) transport.add(request, owner);
    waiting = [];
    if (ended !== undefined && stored.size === 0) transport.leave(ended);
    if (stopped) transport.stop();
    onLoad.splice(0).forEach((done) => done());
  };
  /** A chunk that did not arrive is asked for again, as long as something waits for it. */
  const failed = (cause: unknown): void => {
    loading = undefined;
    if (waiting.length === 0) return;
    if (failures === 0) report({ type: 'unreachable', monitor, cause });
    lastError = `unreachable: ${String(cause)}`;
    timer = setTimeout(() => void load(), Math.min(MAX_WAIT, 1000 * 2 ** failures++));
  };
  /** Resolves with what has loaded; undefined where it did not. */
  const load = async (): Promise<LateModule | undefined> => {
    clearTimeout(timer);
    timer = undefined;
    try {
      const module = await (loading ??= loadModule());
      // What a page that has ended takes back, it may not be able to send any more.
      if (ended && stored.size > 0) await shownAgain();
      if (!transport) use(module);
      return module;
    } catch (cause) {
      failed(cause);
      return undefined;
    }
  };
  const countWaiting = (): number => waiting.reduce((sum, [{ RumEvents }]) => sum + RumEvents.length, 0);

  return {
    load,
    add(request: PutRumEventsRequest, owner: BatchOwner): void {
      if (transport) return transport.add(request, owner);
      waiting.push([request, owner]);
      if (timer === undefined) void load();
      if (waiting.length <= MAX_WAITING) return;
      const count = waiting.shift()![0].RumEvents.length;
      counts.drop('overflow', count);
      if (!overflowReported) report({ type: 'queue-full', monitor, count });
      overflowReported = true;
    },
    /** Batches that cannot leave when the page ends, or have to wait, are stored here. */
    useStorage(storage: BatchStorage | undefined): void {
      mayStore = Boolean(storage);
      transport?.useStorage(storage);
    },
    /** Sends what earlier pages of this user, or of guests, have stored. */
    sendStored: async (userKey: string, credentials: () => CachedCredentials | undefined): Promise<void> =>
      transport?.sendStored(userKey, credentials),
    countDropped: counts.drop,
    /** Tries all that waits at once: somebody waits for it. */
    retry(): void {
      if (transport) transport.retry();
      else if (waiting.length > 0) void load();
    },
    /** The page is hidden and may end: what waits leaves now, or is stored for the next page. */
    leave(ends: boolean): void {
      if (transport) return transport.leave(ends);
      ended = ends;
      // A page that is only hidden lives on, and holds no lock yet that would keep others from its batches.
      if (ends && mayStore) store();
    },
    /** Resolves when no batch waits any more. */
    async empty(): Promise<void> {
      if (!transport && waiting.length > 0) await new Promise<void>((done) => onLoad.push(done));
      await transport?.empty();
    },
    /** Events that are not delivered yet. */
    get queued(): number {
      return transport?.queued ?? countWaiting();
    },
    get health(): Pick<MonitorHealth, 'sent' | 'dropped' | 'lastError'> {
      const error = transport ? transport.lastError : lastError;
      return { sent: counts.sent, dropped: { ...counts.dropped }, ...(error !== undefined && { lastError: error }) };
    },
    /** Sends what waits, once. What fails is stored for the next page; what earlier pages stored stays. */
    stop(): void {
      stopped = true;
      transport?.stop();
    },
  };
}

export type Transport = ReturnType<typeof createLateTransport>;
