import type { EventDatabase } from '@dual-rum/queries';
import { toRecord } from '../data/records.ts';
import type { Feed } from '../live/createFeed.ts';
import type { EventStore } from '../store/createEventStore.ts';
import type { RefusedWrite, StoredEvent } from '../store/StoredEvent.ts';

interface Deps {
  feed: Feed;
  store: Pick<EventStore, 'events' | 'refused'>;
  maxEvents: number;
}

export interface MemoryDatabase {
  /** All that is in memory, to be asked. */
  database: () => Promise<EventDatabase>;
  close: () => Promise<void>;
}

/** A database of what the store has in memory. It is made when the first asks, and follows the feed from then on. */
export function openMemory({ feed, store, maxEvents }: Deps): MemoryDatabase {
  let opened: Promise<EventDatabase> | undefined;
  /** What has come since it was last brought up to date. */
  let batches: StoredEvent[][] = [];
  let refused: RefusedWrite[] = [];
  let forget = false;
  let unsubscribe: () => void = () => undefined;
  /** Ids that came before, those of the events that are kept and some more: two sets, of which the older goes. */
  let [ids, olderIds] = [new Set<string>(), new Set<string>()];
  let arrival = 0;
  let turn: Promise<unknown> = Promise.resolve();

  const open = async (): Promise<EventDatabase> => {
    batches = [store.events()];
    refused = store.refused();
    unsubscribe = feed.subscribe((name, data) => {
      if (name === 'batch') batches.push(data as StoredEvent[]);
      if (name === 'refused') refused.push(data as RefusedWrite);
      if (name === 'reset') [batches, refused, forget] = [[], [], true];
    });
    // Only who asks pays for the database.
    const { openDatabase } = await import('@dual-rum/queries');
    return openDatabase();
  };
  const recordOf = (event: StoredEvent): string => {
    const copy = ids.has(event.id) || olderIds.has(event.id) ? 2 : 1;
    ids.add(event.id);
    if (ids.size > maxEvents) [ids, olderIds] = [new Set(), ids];
    arrival += 1;
    return toRecord(event, arrival, copy);
  };
  const catchUp = async (database: EventDatabase): Promise<void> => {
    if (forget) {
      forget = false;
      [ids, olderIds] = [new Set(), new Set()];
      await database.clear();
    }
    const [records, writes] = [batches.flat().map(recordOf), refused];
    [batches, refused] = [[], []];
    if (records.length > 0) await database.add(records);
    if (writes.length > 0) await database.addRefused(writes);
    if (arrival > maxEvents) await database.forgetBefore(arrival - maxEvents + 1);
  };

  return {
    async database() {
      opened ??= open();
      const database = await opened;
      const ready = turn.then(() => catchUp(database));
      turn = ready.catch(() => undefined);
      await ready;
      return database;
    },
    async close() {
      unsubscribe();
      const database = await opened;
      await turn;
      database?.close();
    },
  };
}
