import type { AcceptedBatch, EventFilter, RefusedWrite, StoredEvent } from './StoredEvent.ts';
import { firstCopies } from './firstCopies.ts';
import { isType } from './isType.ts';

export interface EventStore {
  add: (batch: AcceptedBatch) => void;
  refuse: (write: RefusedWrite) => void;
  /** In order of arrival. */
  batches: () => readonly AcceptedBatch[];
  /** In order of arrival. */
  events: (filter?: EventFilter) => StoredEvent[];
  refused: () => RefusedWrite[];
  /** Event ids stored more than once. */
  duplicates: () => { id: string; times: number; monitors: string[] }[];
  counts: () => { events: number; batches: number; evicted: number; refused: number };
  clear: () => void;
}

/**
 * A store that may need time. It resolves when a batch is kept, and rejects when it is not. `json` are the bytes of the request,
 * decompressed.
 */
export type KeepingStore = Omit<EventStore, 'add' | 'clear'> & {
  add: (batch: AcceptedBatch, json: Buffer) => void | Promise<void>;
  clear: () => void | Promise<void>;
};

const maxRefused = 1000;

/** Keeps accepted batches in memory. Over `maxEvents` events the oldest batches go; the newest one always stays. */
export function createEventStore(maxEvents: number): EventStore {
  let batches: AcceptedBatch[] = [];
  let refused: RefusedWrite[] = [];
  let size = 0;
  let evicted = 0;
  let refusedCount = 0;

  return {
    add(batch) {
      batches.push(batch);
      size += batch.size;
      while (size > maxEvents && batches.length > 1) {
        const oldest = batches.shift()!;
        size -= oldest.size;
        evicted += oldest.size;
      }
    },
    refuse(write) {
      refusedCount += 1;
      refused.push(write);
      if (refused.length > maxRefused) refused.shift();
    },
    batches: () => [...batches],
    events(filter = {}) {
      const found = batches.flatMap((batch) => batch.events().filter((event) => matches(event, filter)));
      return filter.copies === 'first' ? firstCopies(found) : found;
    },
    refused: () => [...refused],
    duplicates() {
      /** App monitor of the first, by id; nearly all come once. */
      const first = new Map<string, string>();
      const copies = new Map<string, string[]>();
      for (const batch of batches) {
        for (const id of batch.ids()) {
          const seen = first.get(id);
          if (seen === undefined) first.set(id, batch.monitor);
          else copies.set(id, [...(copies.get(id) ?? [seen]), batch.monitor]);
        }
      }
      return [...copies].map(([id, monitors]) => ({ id, times: monitors.length, monitors: [...new Set(monitors)] }));
    },
    counts: () => ({ events: size, batches: batches.length, evicted, refused: refusedCount }),
    clear() {
      batches = [];
      refused = [];
      size = evicted = refusedCount = 0;
    },
  };
}

const matches = (event: StoredEvent, { monitor, type, sessionId, userId }: EventFilter): boolean =>
  (monitor === undefined || event.monitor === monitor || event.monitorId === monitor) &&
  (type === undefined || isType(event.type, type)) &&
  (sessionId === undefined || event.sessionId === sessionId) &&
  (userId === undefined || event.userId === userId);
