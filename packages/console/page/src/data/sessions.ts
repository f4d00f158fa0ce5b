import type { VisitSession } from './pairVisits.ts';
import { stateOf } from './monitors.ts';
import { toTime } from './span.ts';

/** A row of the query `sessions`. */
export interface SessionRow {
  monitor: string;
  audience: string;
  session_id: string;
  user_id: string | null;
  started_at: string;
  last_at: string;
  seconds: number;
  events: number;
  session_starts: number;
  page_views: number;
  landing_page: string | null;
  last_page: string | null;
  errors: number;
  failed_requests: number;
  release: string | null;
  country: string | null;
  browser: string | null;
}

/** A row of the query `session-timeline`. */
export interface TimelineRow {
  happened_at: string;
  monitor: string;
  audience: string;
  type: string;
  page: string | null;
  event_id: string;
  user_id: string | null;
  release: string | null;
  batch_id: string | null;
  role: string | null;
  transport: string | null;
  received_at: string | null;
  details: string | null;
  metadata: string | null;
}

export type SessionOfVisit = VisitSession & { row: SessionRow };

export const toVisitSession = (row: SessionRow): SessionOfVisit => ({
  sessionId: row.session_id,
  state: stateOf(row.audience),
  startedAt: toTime(row.started_at),
  lastAt: toTime(row.last_at),
  browser: JSON.stringify([row.browser, row.release]),
  row,
});

/** The JSON that an event carries as a text; the text itself where it is none. */
export function parseDetails(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
