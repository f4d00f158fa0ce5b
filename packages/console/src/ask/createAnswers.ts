import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer, EventDatabase, QueryRequest } from '@dual-rum/queries';
import type { Feed } from '../live/createFeed.ts';
import type { EventStore } from '../store/createEventStore.ts';
import type { RefusedWrite, StoredEvent } from '../store/StoredEvent.ts';
import { toRecord } from './toRecord.ts';

interface Deps {
  feed: Feed;
  store: Pick<EventStore, 'events' | 'refused'>;
  maxEvents: number;
  /** Folder with Parquet files of identity events. */
  identityEvents: string | undefined;
}

export interface Answers {
  run: (name: string, request?: QueryRequest) => Promise<Answer>;
  close: () => void;
}

/** Answers the questions of `@dual-rum/queries` about all that has been accepted. The database is opened by the first one. */
export function createAnswers({ feed, store, maxEvents, identityEvents }: Deps): Answers {
  let opened: Promise<EventDatabase> | undefined;
  let batches: StoredEvent[][] = [];
  let refused: RefusedWrite[] = [];
  let unsubscribe: () => void = () => undefined;
  let ids = new Set<string>();
  let arrival = 0;
  let forget = false;
  let files = '';
  let turn: Promise<unknown> = Promise.resolve();

  const open = async (): Promise<EventDatabase> => {
    batches = [store.events()];
    refused = store.refused();
    unsubscribe = feed.subscribe((name, data) => {
      if (name === 'batch') batches.push(data as StoredEvent[]);
      if (name === 'refused') refused.push(data as RefusedWrite);
      if (name === 'reset') {
        [batches, refused, forget] = [[], [], true];
      }
    });
    // Only who asks pays for the database.
    const { openDatabase } = await import('@dual-rum/queries');
    return openDatabase();
  };
  const recordsOf = (events: StoredEvent[]): string[] =>
    events.map((event) => {
      const copy = ids.has(event.id) ? 2 : 1;
      ids.add(event.id);
      return toRecord(event, (arrival += 1), copy);
    });

  /** Brings the database up to what has been accepted. */
  const catchUp = async (database: EventDatabase): Promise<void> => {
    if (forget) {
      forget = false;
      ids = new Set();
      await database.clear();
    }
    const [records, writes] = [recordsOf(batches.flat()), refused];
    [batches, refused] = [[], []];
    if (records.length > 0) await database.add(records);
    if (writes.length > 0) await database.addRefused(writes);
    if (arrival > maxEvents) await database.forgetBefore(arrival - maxEvents + 1);
    const found = identityEvents === undefined ? [] : parquetFiles(identityEvents);
    if (found.join() === files) return;
    files = found.join();
    await database.setIdentityFiles(found);
  };

  return {
    async run(name, request) {
      opened ??= open();
      const database = await opened;
      const ready = turn.then(() => catchUp(database));
      turn = ready.catch(() => undefined);
      await ready;
      return database.run(name, request);
    },
    close() {
      unsubscribe();
      void opened?.then(async (database) => {
        await turn;
        database.close();
      });
    },
  };
}

function parquetFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.parquet'))
    .sort()
    .map((name) => join(folder, name));
}
