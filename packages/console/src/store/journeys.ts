import type { MonitorState } from '../options/ConsoleOptions.ts';
import { isType } from './isType.ts';
import type { RefusedWrite, StoredEvent } from './StoredEvent.ts';

export interface JourneyPage {
  pageId: string;
  /** Milliseconds since 1970. */
  at: number;
  /** Its place in the session, as the client counts: 0 is the landing page. */
  interaction?: number;
}

/** One session of one app monitor. */
export interface JourneySession {
  sessionId: string;
  userId: string | undefined;
  /** Of the earliest event; milliseconds since 1970. */
  startedAt: number;
  /** Milliseconds since 1970. */
  lastEventAt: number;
  /** How many `session_start` events came: CloudWatch's SessionCount adds these up, so 1 is right. */
  sessionStarts: number;
  events: number;
  /** Page views by event time, then arrival. */
  pages: JourneyPage[];
  /** Names of the roles that wrote; `unsigned` for none. */
  roles: string[];
  errors: number;
  http: number;
}

export interface MonitorJourneys {
  id: string;
  name: string;
  state: MonitorState;
  sessions: JourneySession[];
}

export interface Journeys {
  monitors: MonitorJourneys[];
  refused: RefusedWrite[];
}

/** The sessions of each app monitor with their page sequences, earliest first. */
export function journeys(
  monitors: { id: string; name: string; state: MonitorState }[],
  events: StoredEvent[],
  refused: RefusedWrite[],
): Journeys {
  return {
    monitors: monitors.map(({ id, name, state }) => {
      const bySession = new Map<string, StoredEvent[]>();
      for (const event of events) {
        if (event.monitorId !== id) continue;
        const key = event.sessionId ?? '';
        const own = bySession.get(key);
        if (own) own.push(event);
        else bySession.set(key, [event]);
      }
      const sessions = [...bySession].map(([sessionId, own]) => toSession(sessionId, own));
      return { id, name, state, sessions: sessions.sort((one, other) => one.startedAt - other.startedAt) };
    }),
    refused,
  };
}

function toSession(sessionId: string, arrived: StoredEvent[]): JourneySession {
  // Sorting is stable: events of the same second stay in order of arrival.
  const events = [...arrived].sort((one, other) => one.timestamp - other.timestamp);
  const count = (type: string): number => events.filter((event) => isType(event.type, type)).length;
  return {
    sessionId,
    userId: arrived.at(-1)!.userId,
    startedAt: events[0]!.timestamp * 1000,
    lastEventAt: events.at(-1)!.timestamp * 1000,
    sessionStarts: count('session_start'),
    events: events.length,
    pages: events.filter((event) => isType(event.type, 'page_view')).map(toPage),
    roles: [...new Set(arrived.map(({ role }) => role ?? 'unsigned'))],
    errors: count('js_error'),
    http: count('http'),
  };
}

function toPage({ details, timestamp }: StoredEvent): JourneyPage {
  const { pageId, interaction } = (details ?? {}) as { pageId?: unknown; interaction?: unknown };
  return {
    pageId: typeof pageId === 'string' ? pageId : '',
    at: timestamp * 1000,
    ...(typeof interaction === 'number' ? { interaction } : {}),
  };
}
