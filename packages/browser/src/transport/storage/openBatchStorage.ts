import type { BatchStorage } from '../BatchStorage.ts';
import { createBatchStorage } from './createBatchStorage.ts';
import { createLocalRows } from './createLocalRows.ts';
import { createPageLock } from './createPageLock.ts';
import { openBatchDatabase } from './openBatchDatabase.ts';

/**
 * Opens the storage of batches of one app monitor. Rejects where storage is blocked.
 *
 * @param name of the database, and prefix of keys in localStorage; it must not be the beginning of another's.
 */
export async function openBatchStorage(name: string): Promise<BatchStorage> {
  const local = createLocalRows(localStorage, name);
  const lock = createPageLock(name, navigator.locks);
  return createBatchStorage({ local, lock, database: await openBatchDatabase(name) });
}
