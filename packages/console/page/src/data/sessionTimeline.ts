import type { MonitorState } from '../../../src/options/ConsoleOptions.ts';
import { describeEvent, isTrouble, stackOf } from './describeEvent.ts';
import { pausesOf, type VisitSession } from './pairVisits.ts';
import { parseDetails, type TimelineRow } from './sessions.ts';
import { toTime } from './span.ts';

/** An event of the session. */
export interface EventLine {
  kind: 'event';
  /** Milliseconds since 1970. */
  at: number;
  row: TimelineRow;
  details: unknown;
  says: string;
  trouble: boolean;
  stack: string | undefined;
}

/** A sign-in or the way back, as this session's app monitor sees it. */
export interface SwitchLine {
  kind: 'switch';
  at: number;
  text: string;
  /** The session that goes on. */
  to: string;
}

export type Line = EventLine | SwitchLine;

/** The events of a session with what they say, in the order of their rows. */
export const eventLines = (rows: readonly TimelineRow[]): EventLine[] =>
  rows.map((row) => {
    const details = parseDetails(row.details);
    return {
      kind: 'event',
      at: toTime(row.happened_at),
      row,
      details,
      says: describeEvent(row.type, details),
      trouble: isTrouble(row.type, details),
      stack: stackOf(details),
    };
  });

/** What stands first where two happen in one second, the finest that events tell. */
const BEFORE = -1;
const AFTER = 1;
type Placed = SwitchLine & { order: number };

/**
 * The timeline of a session of this state: the events that are shown, and between them the switches to and from `others`, the
 * sessions of the other app monitor in the same browser. `all` are all events of the session, shown or not.
 */
export function sessionTimeline(
  state: MonitorState,
  all: readonly EventLine[],
  others: readonly VisitSession[],
  isShown: (line: EventLine) => boolean = () => true,
): Line[] {
  const lines = [...all.filter(isShown).map((line) => ({ ...line, order: 0 })), ...switchesOf(state, all, others)];
  return lines.sort((one, two) => one.at - two.at || one.order - two.order);
}

function switchesOf(state: MonitorState, all: readonly EventLine[], others: readonly VisitSession[]): Placed[] {
  const one = (at: number, order: number, text: string, to: string): Placed => ({
    kind: 'switch',
    at,
    order,
    text,
    to,
  });
  if (state !== 'guest') {
    const guests = others.filter((other) => other.state === 'guest');
    return guests.map(({ sessionId }) =>
      one(all[0]?.at ?? NaN, BEFORE, 'Signed in: the guest session pauses', sessionId),
    );
  }
  const views = all.filter(({ row }) => row.type === 'page_view').map(({ at }) => at);
  return pausesOf(others, views).flatMap(({ from, to }, index) => {
    const { sessionId } = others[index]!;
    const begins = one(from, AFTER, 'Signed in: this session pauses, the signed-in session begins', sessionId);
    return to === undefined ? [begins] : [begins, one(to, BEFORE, 'Signed out: this session goes on', sessionId)];
  });
}
