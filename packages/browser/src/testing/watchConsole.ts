import type { DualRumOptions, MonitorName, MonitorOptions } from '../api/types.ts';

/** What is used of a console that `startConsole` of @dual-rum/console has started. Structural: the SDK does not depend on it. */
export interface RunningConsole {
  config: {
    region: string;
    endpoint: string;
    identityPoolEndpoint: string;
    guest: MonitorOptions;
    authenticated: MonitorOptions;
  };
  events(): readonly StoredEvent[];
  refused(): readonly { status: number; monitor: string; message: string }[];
}

interface StoredEvent {
  id: string;
  monitorId: string;
  type: string;
  timestamp: number;
  details: unknown;
  metadata: unknown;
  sessionId: string | undefined;
  role: string | null;
}

/** An event that has arrived. */
export interface ArrivedEvent {
  /** Whose app monitor it is in. */
  monitor: MonitorName;
  /** `page_view` for `com.amazon.rum.page_view_event`; that of a custom event as it is. */
  type: string;
  /** The page that it happened on, or that is viewed. */
  pageId: string | undefined;
  details: Record<string, unknown>;
  metadata: Record<string, unknown>;
  sessionId: string | undefined;
  /** Name of the role that signed it; null: it was unsigned. */
  role: string | null;
}

/** Which events are meant; what is left out is any. */
export type EventFilter = Partial<Pick<ArrivedEvent, 'monitor' | 'type' | 'pageId'>>;

/** What has arrived at a console, for assertions. */
export interface ConsoleWatch {
  /** What `createDualRum` takes, in JSON; but for `auth`, which the signed-in app monitor needs. */
  options: Omit<DualRumOptions, 'beforeSend' | 'client' | 'auth'>;
  /** In order of arrival, each once. */
  events: (filter?: EventFilter) => ArrivedEvent[];
  /** The first such event, once it has arrived. Rejects with what has arrived and what was refused. */
  waitFor: (filter: EventFilter) => Promise<ArrivedEvent>;
}

/**
 * Watches a console from a test, by any runner: what has arrived, typed, and waiting for what is to come.
 *
 * @param console what `startConsole` of @dual-rum/console has given
 * @param timeout milliseconds that `waitFor` waits; what is recorded is sent within five seconds, or by `rum.flush()`
 * @example
 * const { waitFor } = watchConsole(await startConsole());
 * const event = await waitFor({ type: 'added_to_cart', monitor: 'guest' });
 */
export function watchConsole(console: RunningConsole, { timeout = 10_000 } = {}): ConsoleWatch {
  const { region, endpoint, identityPoolEndpoint, guest, authenticated } = console.config;
  const events = (filter: EventFilter = {}): ArrivedEvent[] =>
    firstCopies(console.events())
      .flatMap((event) => arrived(event, { guest, authenticated }))
      .filter((event) => (Object.keys(filter) as (keyof EventFilter)[]).every((key) => event[key] === filter[key]));
  return {
    options: { region, applicationVersion: 'test', endpoint, identityPoolEndpoint, guest, authenticated },
    events,
    async waitFor(filter) {
      const end = Date.now() + timeout;
      for (;;) {
        const [event] = events(filter);
        if (event) return event;
        if (Date.now() > end) throw new Error(explain(filter, timeout, events(), console.refused()));
        await new Promise((done) => setTimeout(done, 25));
      }
    },
  };
}

/** An event comes again with its id where an answer was lost. */
function firstCopies(events: readonly StoredEvent[]): StoredEvent[] {
  const seen = new Set<string>();
  return events.filter(({ id }) => !seen.has(id) && seen.add(id));
}

function arrived(event: StoredEvent, monitors: Record<MonitorName, MonitorOptions>): ArrivedEvent[] {
  const monitor = (['guest', 'authenticated'] as const).find((name) => monitors[name].appMonitorId === event.monitorId);
  if (monitor === undefined) return [];
  const [details, metadata] = [event.details, event.metadata].map((one) => (one ?? {}) as Record<string, unknown>);
  const pageId = details!['pageId'] ?? metadata!['pageId'];
  return [
    {
      monitor,
      type: event.type.replace(/^com\.amazon\.rum\.(.*)_event$/, '$1'),
      pageId: pageId as string | undefined,
      details: details!,
      metadata: metadata!,
      sessionId: event.sessionId,
      role: event.role,
    },
  ];
}

function explain(
  filter: EventFilter,
  timeout: number,
  events: ArrivedEvent[],
  refused: ReturnType<RunningConsole['refused']>,
): string {
  const came = events.map(
    ({ monitor, type, pageId }) => `${monitor} ${type}${pageId === undefined ? '' : ` ${pageId}`}`,
  );
  const said = refused.map(({ status, monitor, message }) => `${status} ${monitor}: ${message}`);
  return [
    `No event ${JSON.stringify(filter)} has arrived in ${timeout} ms.`,
    `Arrived: ${came.join(', ') || 'nothing: does the app run with the options of this console?'}.`,
    ...(said.length > 0 ? [`Refused: ${said.join('; ')}`] : []),
  ].join('\n');
}
