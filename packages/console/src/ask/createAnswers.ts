import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer, EventDatabase, QueryRequest } from '@dual-rum/queries';
import type { Feed } from '../live/createFeed.ts';
import type { EventStore } from '../store/createEventStore.ts';
import type { Taken, Trail } from '../trail/createTrail.ts';
import { openMemory } from './openMemory.ts';
import { prepareWhenQuiet } from './prepareWhenQuiet.ts';

interface Deps {
  feed: Feed;
  store: Pick<EventStore, 'batches' | 'refused' | 'counts'>;
  maxEvents: number;
  /** Folder with Parquet files of identity events. */
  identityEvents: string | undefined;
  trail: Pick<Trail, 'take'>;
  /** All events that are on disk. Left out: those in memory are asked. */
  database?: () => Promise<EventDatabase>;
}

export interface Answers {
  run: (name: string, request?: QueryRequest) => Promise<Answer>;
  close: () => Promise<void>;
}

/** Records of the trail, and ids of events in them, that are in memory beside a data folder: some hundred megabytes. */
const MOST_OF_FILES = 2_000_000;

/** Answers the questions of `@dual-rum/queries` about all that has been accepted. The database is opened by the first one, or when many events are there. */
export function createAnswers({ identityEvents, trail, database, ...deps }: Deps): Answers {
  const memory = database ? undefined : openMemory(deps);
  const open = database ?? memory!.database;
  const stopPreparing = prepareWhenQuiet({ ...deps, prepare: open });
  let files = '';

  const setIdentityFiles = async (asked: EventDatabase): Promise<void> => {
    const found = identityEvents === undefined ? [] : parquetFiles(identityEvents);
    if (found.join() === files) return;
    files = found.join();
    await asked.setIdentityFiles(found);
  };

  let turn: Promise<void> = Promise.resolve();
  const addTrail = async (asked: EventDatabase): Promise<void> => {
    const { records, files: paths, forgetBefore }: Taken = await trail.take();
    await asked.addTrailFiles(paths);
    if (records.length > 0) await asked.addTrail(records);
    await asked.forgetTrail(forgetBefore, database ? MOST_OF_FILES : deps.maxEvents);
  };

  return {
    async run(name, request) {
      const asked = await open();
      await setIdentityFiles(asked);
      const { queries } = await import('@dual-rum/queries');
      if (queries.find((query) => query.name === name)?.reads.includes('trail') === true) {
        const added = turn.then(() => addTrail(asked));
        turn = added.catch(() => undefined);
        await added;
      }
      return asked.run(name, request);
    },
    async close() {
      stopPreparing();
      await memory?.close();
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
