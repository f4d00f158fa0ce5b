import type { IdentityEvent } from '../model/IdentityEvent.ts';
import { asError, type Message, type Outcome } from '../queue/createQueueHandler.ts';
import { toRow, type Row } from './columns.ts';
import type { ObjectStore } from './ObjectStore.ts';
import { planFiles, type DayFile } from './planFiles.ts';
import { writeCsv } from './writeCsv.ts';
import { writeParquet } from './writeParquet.ts';

export type Format = 'csv' | 'parquet';

const FORMATS: Record<Format, { contentType: string; write: (rows: Row[]) => Uint8Array }> = {
  csv: { contentType: 'text/csv; charset=utf-8', write: writeCsv },
  parquet: { contentType: 'application/vnd.apache.parquet', write: writeParquet },
};

export interface DeliverToStoreOptions {
  store: ObjectStore;
  /** Folder of all files in the store, without a slash at its end; may be empty. */
  prefix: string;
  formats: readonly Format[];
}

/** How many objects are written at one time. */
const CONCURRENCY = 8;

/**
 * Writes a batch as one file for each day and format. The messages of a day are delivered when all files of the day are
 * written; else they fail together, and a retry writes the same files again.
 */
export function deliverToStore({ store, prefix, formats }: DeliverToStoreOptions) {
  return async (messages: Message<IdentityEvent>[]): Promise<ReadonlyMap<string, Outcome>> => {
    const files = planFiles(messages.map(({ value }) => value));
    const written = new Map<string, Outcome>();
    await inTurns(files, async (file) => written.set(file.day, await write(file)));
    return new Map(
      messages.map(({ id, value }) => [id, written.get(value.occurredAt.slice(0, 10)) ?? new Error('Not written.')]),
    );
  };

  async function write({ day, name, events }: DayFile): Promise<Outcome> {
    try {
      const rows = events.map(toRow);
      for (const format of formats) {
        const { contentType, write } = FORMATS[format];
        const key = [prefix, format, `day=${day}`, `${name}.${format}`].filter((part) => part !== '').join('/');
        await store.put(key, write(rows), contentType);
      }
      return 'delivered';
    } catch (error) {
      return asError(error);
    }
  }
}

async function inTurns<T>(items: T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const waiting = items.values();
  const worker = async (): Promise<void> => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(CONCURRENCY, items.length) }, worker));
}
