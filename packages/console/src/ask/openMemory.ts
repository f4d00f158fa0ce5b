import type { EventDatabase } from '@dual-rum/queries';
import { toRecord } from '../data/records.ts';
import type { Feed } from '../live/createFeed.ts';
import type { EventStore } from '../store/createEventStore.ts';
import type { AcceptedBatch, RefusedWrite, StoredEvent } from '../store/StoredEvent.ts';

interface Deps {
  feed: Feed;
  store: Pick<EventStore, 'batches' | 'refused'>;
  maxEvents: number;
}

/** Events that are given to the database at one time. */
const AT_ONCE = 2000;
/** Refused writes that wait to be asked. */
const MOST_REFUSED = 1000;

export interface MemoryDatabase {
  /** All that is in memory, to be asked. */
  database: () => Promise<EventDatabase>;
  close: () => Promise<void>;
}

/** A database of what the store has in memory. It is made when the first asks, and follows the feed from then on. */
export function openMemory({ feed, store, maxEvents }: Deps): MemoryDatabase {
  let opened: Promise<EventDatabase> | undefined;
  /** What has come since it was last brought up to date: the newest, when nobody has asked for long. */
  let batches: AcceptedBatch[] = [];
  let waiting = 0;
  let refused: RefusedWrite[] = [];
  let forget = false;
  let unsubscribe: () => void = () => undefined;
  /** Ids that came before, those of the events that are kept and some more: two sets, of which the older goes. */
  let [ids, olderIds] = [new Set<string>(), new Set<string>()];
  let arrival = 0;
  let turn: Promise<unknown> = Promise.resolve();

  const open = async (): Promise<EventDatabase> => {
    batches = [...store.batches()];
    refused = store.refused();
    unsubscribe = feed.subscribe((name, data) => {
      if (name === 'batch') wait(data as AcceptedBatch);
      if (name === 'refused') refused = [...refused, data as RefusedWrite].slice(-MOST_REFUSED);
      if (name === 'reset') [batches, waiting, refused, forget] = [[], 0, [], true];
    });
    // Only who asks pays for the database.
    const { openDatabase } = await import('@dual-rum/queries');
    return openDatabase();
  };
  const wait = (batch: AcceptedBatch): void => {
    batches.push(batch);
    waiting += batch.size;
    // Without the oldest there are still as many as are kept.
    while (waiting - (batches[0]?.size ?? 0) >= maxEvents && batches.length > 1) waiting -= batches.shift()!.size;
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
    const [arrived, writes] = [batches, refused];
    [batches, waiting, refused] = [[], 0, []];
    let records: string[] = [];
    for (const batch of arrived) {
      records.push(...batch.readEvents().map(recordOf));
      // In parts: whoever else asks the console is answered between them.
      if (records.length < AT_ONCE) continue;
      await database.add(records);
      records = [];
    }
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
