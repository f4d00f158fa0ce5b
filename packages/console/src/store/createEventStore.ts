import type { BatchInfo, EventFilter, RefusedWrite, StoredEvent } from './StoredEvent.ts';
import { firstCopies } from './firstCopies.ts';
import { isType } from './isType.ts';

export interface EventStore {
  add: (batch: BatchInfo, events: Omit<StoredEvent, keyof BatchInfo>[]) => void;
  refuse: (write: RefusedWrite) => void;
  /** In order of arrival. */
  events: (filter?: EventFilter) => StoredEvent[];
  refused: () => RefusedWrite[];
  /** Event ids stored more than once. */
  duplicates: () => { id: string; times: number; monitors: string[] }[];
  counts: () => { events: number; batches: number; evicted: number; refused: number };
  clear: () => void;
}

/** A store that may need time. It resolves when a batch is kept, and rejects when it is not. */
export type KeepingStore = Omit<EventStore, 'add' | 'clear'> & {
  add: (...batch: Parameters<EventStore['add']>) => void | Promise<void>;
  clear: () => void | Promise<void>;
};

const maxRefused = 1000;

/** Keeps accepted batches in memory. Over `maxEvents` events the oldest batches go; the newest one always stays. */
export function createEventStore(maxEvents: number): EventStore {
  let batches: StoredEvent[][] = [];
  let refused: RefusedWrite[] = [];
  let byId = new Map<string, StoredEvent[]>();
  let size = 0;
  let evicted = 0;
  let refusedCount = 0;

  const forget = (event: StoredEvent): void => {
    const rest = byId.get(event.id)!.filter((other) => other !== event);
    if (rest.length > 0) byId.set(event.id, rest);
    else byId.delete(event.id);
  };

  return {
    add(batch, events) {
      const stored = events.map((event) => ({ ...batch, ...event }));
      batches.push(stored);
      size += stored.length;
      for (const event of stored) {
        const same = byId.get(event.id);
        if (same) same.push(event);
        else byId.set(event.id, [event]);
      }
      while (size > maxEvents && batches.length > 1) {
        const oldest = batches.shift()!;
        size -= oldest.length;
        evicted += oldest.length;
        oldest.forEach(forget);
      }
    },
    refuse(write) {
      refusedCount += 1;
      refused.push(write);
      if (refused.length > maxRefused) refused.shift();
    },
    events(filter = {}) {
      const found = batches.flat().filter((event) => matches(event, filter));
      return filter.copies === 'first' ? firstCopies(found) : found;
    },
    refused: () => [...refused],
    duplicates: () =>
      [...byId].flatMap(([id, events]) =>
        events.length < 2
          ? []
          : [{ id, times: events.length, monitors: [...new Set(events.map(({ monitor }) => monitor))] }],
      ),
    counts: () => ({ events: size, batches: batches.length, evicted, refused: refusedCount }),
    clear() {
      batches = [];
      refused = [];
      byId = new Map();
      size = evicted = refusedCount = 0;
    },
  };
}

const matches = (event: StoredEvent, { monitor, type, sessionId, userId }: EventFilter): boolean =>
  (monitor === undefined || event.monitor === monitor || event.monitorId === monitor) &&
  (type === undefined || isType(event.type, type)) &&
  (sessionId === undefined || event.sessionId === sessionId) &&
  (userId === undefined || event.userId === userId);
