import type { MonitorState } from '../../../src/options/ConsoleOptions.ts';

/** A session of one app monitor, as far as it tells which other one is of the same browser. Times are milliseconds since 1970. */
export interface VisitSession {
  sessionId: string;
  state: MonitorState;
  startedAt: number;
  lastAt: number;
  /** What all sessions of one browser have in common. */
  browser: string;
}

/** One browser visit: sessions of both app monitors, by time. */
export interface Visit<T extends VisitSession> {
  sessions: T[];
  startedAt: number;
  lastAt: number;
  /** Whether another guest session could as well be that of a signed-in one: nothing in the data links the two app monitors. */
  uncertain: boolean;
}

/** CloudWatch RUM ends a session after 30 minutes without an event. */
const PAUSE = 30 * 60_000;

/**
 * Guest and signed-in sessions that look like one browser visit, latest first: a signed-in session goes with the guest session that
 * was under way when it began, of the same browser. Nothing in the data says so.
 */
export function pairVisits<T extends VisitSession>(sessions: readonly T[]): Visit<T>[] {
  const byStart = [...sessions].sort((one, other) => one.startedAt - other.startedAt);
  const guests = byStart.filter(({ state }) => state === 'guest');
  const visits = new Map<T, Visit<T>>();
  const open = (session: T): Visit<T> => {
    const visit = { sessions: [session], startedAt: session.startedAt, lastAt: session.lastAt, uncertain: false };
    visits.set(session, visit);
    return visit;
  };
  guests.forEach(open);
  for (const session of byStart) {
    if (session.state === 'guest') continue;
    const before = guests.filter((guest) => isUnderWay(guest, session));
    const guest = before.at(-1);
    if (!guest) {
      open(session);
      continue;
    }
    const visit = visits.get(guest)!;
    visit.sessions.push(session);
    visit.lastAt = Math.max(visit.lastAt, session.lastAt);
    visit.uncertain ||= before.length > 1;
  }
  return [...visits.values()].sort((one, other) => other.startedAt - one.startedAt);
}

const isUnderWay = (guest: VisitSession, session: VisitSession): boolean =>
  guest.browser === session.browser &&
  guest.startedAt <= session.startedAt &&
  session.startedAt <= guest.lastAt + PAUSE;

/** Where a guest session rests while its browser's user is signed in: from the sign-in until the guest is back, or to the end. */
export interface Pause {
  from: number;
  /** Undefined: the guest has not come back. */
  to: number | undefined;
}

/** The pauses of a guest session beside these signed-in sessions, given the times of the guest's page views. */
export function pausesOf(
  signedIn: readonly Pick<VisitSession, 'startedAt' | 'lastAt'>[],
  guestViews: readonly number[],
): Pause[] {
  return signedIn.map(({ startedAt, lastAt }) => ({
    from: startedAt,
    // Times are whole seconds: the guest may be back in the second in which the user left.
    to: guestViews.find((at) => at > startedAt && at >= lastAt - 1000),
  }));
}
