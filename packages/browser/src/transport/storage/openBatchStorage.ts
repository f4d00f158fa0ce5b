import type { BatchStorage } from '../BatchStorage.ts';
import { createBatchStorage } from './createBatchStorage.ts';
import { createLocalRows } from './createLocalRows.ts';
import { createPageLock } from './createPageLock.ts';
import { guardOpening } from './guardOpening.ts';
import { openBatchDatabase } from './openBatchDatabase.ts';
import { watchFreeRows } from './watchFreeRows.ts';

/**
 * Opens the storage of batches of one app monitor, in the same task: a page may end before a database is open. Throws where
 * localStorage is blocked.
 *
 * @param name of the database, and prefix of keys in localStorage; it must not be the beginning of another's.
 * @param onFree hears that another page has left something.
 * @param onFailure hears that the database is blocked.
 */
export function openBatchStorage(
  name: string,
  onFree: () => unknown,
  onFailure: (cause: unknown) => void,
): BatchStorage {
  const local = createLocalRows(localStorage, name);
  const opening = openBatchDatabase(name);
  guardOpening(name, navigator.locks, opening);
  opening.catch(onFailure);
  const lock = createPageLock(name, navigator.locks);
  return createBatchStorage({ local, lock, opening, unwatch: watchFreeRows(name, onFree) });
}
