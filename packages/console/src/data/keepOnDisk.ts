import { AwsError } from '../errors/AwsError.ts';
import type { EventStore, KeepingStore } from '../store/createEventStore.ts';
import type { StoredEvent } from '../store/StoredEvent.ts';
import type { DataFolder } from './openDataFolder.ts';

/** The store, which begins with what is in the folder, and takes a batch when it is on disk. */
export function keepOnDisk(store: EventStore, data: DataFolder): KeepingStore {
  for (const batch of batchesOf(data.stored)) store.add(batch[0]!, batch);
  for (const write of data.refused) store.refuse(write);
  return {
    ...store,
    async add(batch, events) {
      try {
        await data.append(events.map((event) => ({ ...batch, ...event })));
      } catch (error) {
        // The client keeps the batch and sends it again.
        throw new AwsError(500, 'InternalServerException', (error as Error).message);
      }
      store.add(batch, events);
    },
    refuse(write) {
      store.refuse(write);
      data.appendRefused(write);
    },
    async clear() {
      await data.clear();
      store.clear();
    },
  };
}

/** Events in the batches that they came in. */
function batchesOf(events: readonly StoredEvent[]): StoredEvent[][] {
  const batches: StoredEvent[][] = [];
  for (const event of events) {
    const last = batches.at(-1)?.[0];
    if (last?.batchId === event.batchId && last.receivedAt === event.receivedAt && last.monitorId === event.monitorId)
      batches.at(-1)!.push(event);
    else batches.push([event]);
  }
  return batches;
}
