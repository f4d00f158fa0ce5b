import type { PutRumEventsRequest } from '@aws-rum/web-core/dispatch/dataplane';
import type { MonitorHealth } from '../api/types.ts';
import type { CachedCredentials } from '../credentials/createCachedCredentials.ts';
import type { BatchOwner } from './batch.ts';
import type { BatchStorage } from './BatchStorage.ts';
import { createDeliveryCounts } from './createDeliveryCounts.ts';
import { createEarlyRows } from './createEarlyRows.ts';
import { createLoader } from './createLoader.ts';
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
/** The page lives on after all: it is back from the back/forward cache, or its user has stopped the navigation. */
const shownAgain = (): Promise<void> =>
  new Promise((done) => {
    const look = (): void => {
      if (!document.hidden) done();
    };
    addEventListener('pageshow', look);
    addEventListener('visibilitychange', look);
  });

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
  const early = createEarlyRows(openRows);
  let transport: ReturnType<LateModule['createTransport']> | undefined;
  let waiting: { request: PutRumEventsRequest; owner: BatchOwner }[] = [];
  let lastError: string | undefined;
  /** Whether the page ended, or was only hidden, before all had loaded; it may live on. */
  let ended: boolean | undefined;
  let mayStore = true;
  let stopped = false;
  const onUse: (() => void)[] = [];

  const use = ({ createTransport, createSend }: LateModule): void => {
    transport = createTransport({ ...options, counts, send: createSend({ ...sender, client: {} }) });
    for (const { request, owner } of waiting) transport.add(request, owner, !early.takeBack(request));
    waiting = [];
    if (ended !== undefined && !early.any) transport.leave(ended);
    if (stopped) transport.stop();
    onUse.splice(0).forEach((done) => done());
  };
  const loader = createLoader({
    load: loadModule,
    async onLoad(module) {
      // What a page that has ended takes back, it may not be able to send any more.
      if (ended && early.any) await shownAgain();
      use(module);
    },
    isNeeded: () => waiting.length > 0,
    onFailure(cause, isFirst) {
      if (isFirst) report({ type: 'unreachable', monitor, cause });
      lastError = `unreachable: ${String(cause)}`;
    },
  });

  return {
    load: loader.now,
    add(request: PutRumEventsRequest, owner: BatchOwner): void {
      if (transport) return transport.add(request, owner);
      waiting.push({ request, owner });
      loader.soon();
      if (waiting.length <= MAX_WAITING) return;
      const count = waiting.shift()!.request.RumEvents.length;
      // Told once: it goes on until all has loaded.
      if (!counts.dropped['overflow']) report({ type: 'queue-full', monitor, count });
      counts.drop('overflow', count);
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
      else if (waiting.length > 0) void loader.now();
    },
    /** The page is hidden and may end: what waits leaves now, or is stored for the next page. */
    leave(ends: boolean): void {
      if (transport) return transport.leave(ends);
      ended = ends;
      // A page that is only hidden lives on, and holds no lock yet that would keep others from its batches.
      if (ends && mayStore) early.store(waiting.map(({ request, owner }) => ({ request, userKey: owner.userKey })));
    },
    /** The page is back from the back/forward cache. */
    restore: (): void => transport?.restore(),
    /** Resolves when no batch waits any more. */
    async empty(): Promise<void> {
      if (!transport && waiting.length > 0) await new Promise<void>((done) => onUse.push(done));
      await transport?.empty();
    },
    /** Events that are not delivered yet. */
    get queued(): number {
      return transport?.queued ?? waiting.reduce((sum, { request }) => sum + request.RumEvents.length, 0);
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
