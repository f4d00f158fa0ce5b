import type { DualRumOptions, MonitorName, RumEvent } from '../api/types.ts';
import type { CachedEvent } from './awsRumInternals.ts';

/** What the app's `beforeSend` made of a batch. */
export interface Screened {
  /** To be sent. */
  events: CachedEvent[];
  /** How many it dropped, or threw on. */
  dropped: number;
  /** Events that it threw on, which are not sent: they may hold what must not be. */
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
    const parsed: RumEvent = {
      ...event,
      details: JSON.parse(event.details) as RumEvent['details'],
      metadata: JSON.parse(event.metadata ?? '{}') as RumEvent['metadata'],
    };
    try {
      const answer = beforeSend(parsed, monitor) as RumEvent | boolean | null | undefined;
      if (answer === null || answer === false) {
        screened.dropped++;
        continue;
      }
      const { details, metadata, ...rest } = { ...parsed, ...(typeof answer === 'object' && answer) };
      screened.events.push({ ...rest, details: JSON.stringify(details), metadata: JSON.stringify(metadata) });
    } catch (cause) {
      screened.dropped++;
      screened.failures.push({ type: event.type, cause });
    }
  }
  return screened;
}
