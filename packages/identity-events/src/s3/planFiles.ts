import { createHash } from 'node:crypto';
import type { IdentityEvent } from '../model/IdentityEvent.ts';

/** The events of one day, in a file of their own for each format. */
export interface DayFile {
  /** UTC: `2026-11-26`. */
  day: string;
  /** The name without folder and ending. */
  name: string;
  /** By time; each id once. */
  events: IdentityEvent[];
}

/**
 * The files for a batch of events: one for each UTC day.
 *
 * A name is made of the time of the first event and a hash of all ids. The same events give the same name, in whatever
 * order they come and however often, so that a retry overwrites what it has written before.
 */
export function planFiles(events: IdentityEvent[]): DayFile[] {
  const days = new Map<string, Map<string, IdentityEvent>>();
  for (const event of events) {
    const day = event.occurredAt.slice(0, 10);
    const ofDay = days.get(day) ?? new Map<string, IdentityEvent>();
    days.set(day, ofDay.set(event.id, event));
  }
  return [...days].map(([day, byId]) => {
    const sorted = [...byId.values()].sort((a, b) => compare(a.occurredAt, b.occurredAt) || compare(a.id, b.id));
    return { day, name: nameOf(sorted), events: sorted };
  });
}

function nameOf(sorted: IdentityEvent[]): string {
  const hash = createHash('sha256');
  // JSON keeps ['a', 'b'] and ['a,b'] apart.
  hash.update(JSON.stringify(sorted.map(({ id }) => id)));
  const time = sorted[0]!.occurredAt.slice(11, 19).replaceAll(':', '');
  return `${time}-${hash.digest('hex').slice(0, 32)}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
