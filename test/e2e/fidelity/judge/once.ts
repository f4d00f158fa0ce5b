import type { StoredEvent } from '@dual-rum/console';

/** Each event once: a batch that was stored and not acknowledged is sent again, as the same batch with the same events. */
export const once = (events: StoredEvent[]): StoredEvent[] => [
  ...new Map(events.map((event) => [`${event.batchId} ${event.id}`, event])).values(),
];
