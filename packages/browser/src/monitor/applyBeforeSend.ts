import { stringify } from '../watch/stringify.ts';
import type { DualRumOptions, MonitorName, RumEvent } from '../api/types.ts';
import type { CachedEvent } from './awsRumMembers.ts';

/** What the app's `beforeSend` made of a batch. */
export interface Screened {
  /** To be sent. */
  events: CachedEvent[];
  /** How many are not. */
  dropped: number;
  /** Those it failed on. They are not sent either: they may hold what must not be. */
  failures: { type: string; cause: unknown }[];
}

/** Lets the app's `beforeSend` see each event of a batch with `details` and `metadata` as objects. */
export function applyBeforeSend(
  beforeSend: NonNullable<DualRumOptions['beforeSend']>,
  monitor: MonitorName,
  events: CachedEvent[],
): Screened {
  const screened: Screened = { events: [], dropped: 0, failures: [] };
  for (const event of events) {
    try {
      const answer = screen(beforeSend, monitor, event);
      if (answer) screened.events.push(answer);
      else screened.dropped++;
    } catch (cause) {
      screened.dropped++;
      screened.failures.push({ type: event.type, cause });
    }
  }
  return screened;
}

function screen(
  beforeSend: NonNullable<DualRumOptions['beforeSend']>,
  monitor: MonitorName,
  event: CachedEvent,
): CachedEvent | undefined {
  const parsed: RumEvent = {
    ...event,
    details: JSON.parse(event.details) as RumEvent['details'],
    metadata: JSON.parse(event.metadata ?? '{}') as RumEvent['metadata'],
  };
  const answer = beforeSend(parsed, monitor) as Partial<RumEvent> | boolean | null | undefined;
  if (answer === null || answer === false) return undefined;
  if (typeof (answer as { then?: unknown } | undefined)?.then === 'function') {
    throw new TypeError('beforeSend returned a promise, and has to answer at once');
  }
  const { details, metadata, timestamp } = { ...parsed, ...(typeof answer === 'object' && answer) };
  // A copy through JSON has its date as text.
  const time = new Date(timestamp);
  return {
    ...event,
    timestamp: Number.isNaN(time.getTime()) ? event.timestamp : time,
    details: stringify(details),
    metadata: stringify(metadata),
  };
}
