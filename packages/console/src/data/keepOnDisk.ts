import { AwsError } from '../errors/AwsError.ts';
import type { EventStore, KeepingStore } from '../store/createEventStore.ts';
import type { DataFolder } from './openDataFolder.ts';

/** The store, which begins with what is in the folder, and takes a batch when it is on disk. */
export function keepOnDisk(store: EventStore, data: DataFolder): KeepingStore {
  for (const batch of data.stored) store.add(batch);
  for (const write of data.refused) store.refuse(write);
  return {
    ...store,
    async add(batch, json) {
      try {
        await data.append(batch, json);
      } catch (error) {
        // The client keeps the batch and sends it again.
        throw new AwsError(500, 'InternalServerException', (error as Error).message);
      }
      store.add(batch);
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
