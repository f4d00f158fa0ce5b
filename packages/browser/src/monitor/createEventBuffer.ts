import type { ParsedRumEvent, PutRumEventsRequest } from '@aws-rum/web-core/dispatch/dataplane';
import { Topic } from '@aws-rum/web-core/event-bus/EventBus';
import { SESSION_START_EVENT_TYPE } from '@aws-rum/web-core/plugins/utils/constant';
import type { CachedCredentials } from '../credentials/createCachedCredentials.ts';
import type { Transport } from '../transport/createTransport.ts';
import type { Report } from '../problems/createProblems.ts';
import type { Page, SwitchableRum } from './awsRumInternals.ts';
import type { Session } from '../routing/createTimeline.ts';
import type { DualRumOptions, MonitorHealth, MonitorName, RumConfig, RumEvent } from '../api/types.ts';

/** Something to be recorded. `at` (epoch milliseconds) is set where it waited. */
export interface Item {
  type: string;
  data: object;
  metadata?: Record<string, string | number | boolean> | undefined;
  /** Only the latest of its type counts; it leaves when the page or the monitor's turn ends. */
  candidate?: boolean;
  at?: number | undefined;
}

export interface MonitorParts {
  name: MonitorName;
  /** Makes the AwsRum instance on this client. */
  create: (client: { sendFetch: Take; sendBeacon: Take }) => SwitchableRum;
  config: RumConfig;
  delivery: Transport;
  /** Hash of the user whose turn it is; empty for guests. */
  userKey: () => string;
  report: Report;
  beforeSend: DualRumOptions['beforeSend'];
}

/** Milliseconds in which the browser may still report what happened in a turn that is over. */
const GRACE = 5000;

type Take = (request: PutRumEventsRequest) => Promise<{ response: undefined }>;

/** One app monitor: an AwsRum instance that records, and hands each batch over whole, with the session it belongs to. */
export function createMonitor({ name, create, config, delivery, report, beforeSend, userKey }: MonitorParts) {
  const batchLimit = Math.min(config.batchLimit ?? 100, config.eventCacheSize ?? 1000);
  const interval = config.dispatchInterval ?? 5000;
  const candidates = new Map<string, Item>();
  /** When events that waited happened, by event id, until they are handed over. */
  const times = new Map<string, number>();
  let active = false;
  /** Of this turn, or of the last; null once that is long over. */
  let credentials: CachedCredentials | undefined | null;
  /** Recorded and not handed over. */
  let count = 0;
  /** The session of what is recorded and not handed over, or handed over last. */
  let session: Session | undefined;
  /** What is handed over belongs to a session before the present one. */
  let past = false;
  let at: number | undefined;
  let taken = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let limitTold = false;

  const screen = (events: PutRumEventsRequest['RumEvents']) => {
    if (!beforeSend) return events;
    return events.flatMap((event) => {
      const parsed: RumEvent = {
        ...event,
        details: JSON.parse(event.details) as RumEvent['details'],
        metadata: JSON.parse(event.metadata ?? '{}') as RumEvent['metadata'],
      };
      try {
        const kept = beforeSend(parsed, name) as RumEvent | boolean | null | undefined;
        if (kept === null || kept === false) {
          delivery.countDropped('beforeSend', 1);
          return [];
        }
        const { details, metadata, ...rest } = { ...parsed, ...(typeof kept === 'object' && kept) };
        return [{ ...rest, details: JSON.stringify(details), metadata: JSON.stringify(metadata) }];
      } catch (cause) {
        // What was not screened may hold what must not be sent.
        delivery.countDropped('beforeSend', 1);
        report({ type: 'beforeSend', monitor: name, count: 1, cause, note: event.type });
        return [];
      }
    });
  };

  const take: Take = (request) => {
    taken = request.RumEvents.length;
    count = Math.max(0, count - request.RumEvents.length);
    for (const event of request.RumEvents) {
      const time = times.get(event.id);
      if (time === undefined) continue;
      event.timestamp = new Date(time);
      times.delete(event.id);
    }
    // The session rides on the batch, and the instance may have begun another one since.
    if (session) {
      request.UserDetails = { ...request.UserDetails, sessionId: session.id };
      if (past) request.SessionMetadata = session.metadata ?? request.SessionMetadata!;
      else session.metadata = request.SessionMetadata;
    }
    request.RumEvents = screen(request.RumEvents);
    if (request.RumEvents.length) delivery.add(request, { credentials: credentials ?? undefined, userKey: userKey() });
    return Promise.resolve({ response: undefined });
  };

  const rum = create({ sendFetch: take, sendBeacon: take });

  /** Hands over everything that is recorded. */
  const handOver = (): void => {
    clearTimeout(timer);
    timer = undefined;
    do {
      taken = 0;
      rum.dispatch();
    } while (taken);
    count = 0;
  };

  rum.bus.subscribe(Topic.EVENT, (event) => {
    const { id, type } = event as unknown as ParsedRumEvent;
    // The bus speaks before the event is in the cache: what the cache holds came before.
    if (count >= batchLimit || (count > 0 && type === SESSION_START_EVENT_TYPE)) handOver();
    if (count++ === 0) {
      const { sessionId } = rum.context.getSession() ?? {};
      if (sessionId && sessionId !== session?.id) session = { id: sessionId };
    }
    if (at !== undefined) times.set(id, at);
    if (interval > 0) timer ??= setTimeout(handOver, interval);
  });

  const record = (item: Item): void => {
    const before = count;
    at = item.at;
    rum.recordItem(item);
    at = undefined;
    if (count === before && config.sessionEventLimit) missed();
  };

  const missed = (): void => {
    const now = rum.context.getSession();
    if (!now?.record || now.eventCount < config.sessionEventLimit!) return;
    delivery.countDropped('sessionEventLimit', 1);
    if (limitTold) return;
    limitTold = true;
    report({ type: 'session-limit', monitor: name, note: config.sessionEventLimit! });
  };

  /** Records what has been kept back, and hands everything over. */
  const drain = (): void => {
    const kept = [...candidates.values()];
    candidates.clear();
    kept.forEach(record);
    handOver();
  };

  /** Does something to the idle instance, under the session its last turn had. */
  const awake = (work: () => void): void => {
    if (active) {
      work();
      return;
    }
    rum.wake();
    work();
    handOver();
    rum.sleep();
  };

  return {
    name,
    rum,
    record,
    candidate: (item: Item): void => void candidates.set(item.type, item),
    /** Files what happened in an earlier turn of this monitor, under the session of that turn. */
    late(item: Item, then: Session | undefined): void {
      if (credentials === null) {
        delivery.countDropped('late', 1);
        return;
      }
      awake(() => {
        if (then === undefined || then.id === session?.id) {
          record(item);
          return;
        }
        handOver();
        record(item);
        const current = session;
        session = then;
        past = true;
        handOver();
        past = false;
        session = current;
      });
    },
    page(page: Page, when?: number): void {
      at = when;
      rum.recordPageView(page);
      at = undefined;
    },
    open(page: Page | undefined, fresh: boolean, when: number | undefined, keys: CachedCredentials | undefined): void {
      if (fresh && candidates.size) awake(drain);
      credentials = keys;
      active = true;
      limitTold = false;
      at = when;
      rum.open(page, fresh, !fresh && name === 'authenticated');
      at = undefined;
    },
    /** @returns what lets go of the credentials once nothing needs them: those of a user who is gone must not stay. */
    close(): () => void {
      rum.stopReplay();
      drain();
      active = false;
      rum.disable();
      const keys = credentials;
      const release = (): void => {
        if (!active && credentials === keys && name === 'authenticated') {
          credentials = null;
        }
      };
      return () => void setTimeout(() => void delivery.empty().then(release), GRACE);
    },
    /** All that the instance and its plugins hold is handed over: somebody waits for it, or the page may end. */
    settle(): void {
      if (active) rum.flushPlugins();
      if (active || candidates.size) awake(drain);
    },
    get session() {
      return session;
    },
    get active() {
      return active;
    },
    get credentials(): CachedCredentials | undefined {
      return credentials ?? undefined;
    },
    set credentials(keys: CachedCredentials | undefined) {
      credentials = keys;
    },
    get health(): MonitorHealth {
      const expireAt = credentials?.expireAt;
      return {
        state: active ? 'active' : 'idle',
        queued: count + candidates.size + delivery.queued,
        ...delivery.health,
        ...(expireAt && { credentialsExpireAt: expireAt }),
      };
    },
    stop(): void {
      clearTimeout(timer);
    },
  };
}

export type Monitor = ReturnType<typeof createMonitor>;
