import type { BatchStorage } from '../BatchStorage.ts';
import { createBatchStorage } from './createBatchStorage.ts';
import { createLocalRows } from './createLocalRows.ts';
import { createPageLock } from './createPageLock.ts';
import { openBatchDatabase } from './openBatchDatabase.ts';
import { watchFreeRows } from './watchFreeRows.ts';

/**
 * Opens the storage of batches of one app monitor. Rejects where storage is blocked.
 *
 * @param name of the database, and prefix of keys in localStorage; it must not be the beginning of another's.
 * @param onFree hears that another page has left something.
 */
export async function openBatchStorage(name: string, onFree: () => unknown): Promise<BatchStorage> {
  const local = createLocalRows(localStorage, name);
  const lock = createPageLock(name, navigator.locks);
  const database = await openBatchDatabase(name);
  return createBatchStorage({ local, lock, database, unwatch: watchFreeRows(name, onFree) });
}
