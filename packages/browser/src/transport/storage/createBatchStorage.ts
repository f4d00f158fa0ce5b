import type { BatchStorage } from '../BatchStorage.ts';
import type { LocalRows } from './createLocalRows.ts';
import type { PageLock } from './createPageLock.ts';
import type { BatchDatabase } from './openBatchDatabase.ts';

interface Parts {
  local: LocalRows;
  database: BatchDatabase;
  lock: PageLock;
  /** Ends the watch for what other pages store. */
  unwatch: () => void;
}

/** Storage of batches in two places: a little in localStorage, which is certain, and more in a database. */
export function createBatchStorage({ local, database, lock, unwatch }: Parts): BatchStorage {
  const { page } = lock;
  const release = (): void => {
    if (lock.release()) local.announce();
  };
  return {
    store(batches, pageEnds) {
      try {
        // No lock as the page ends: it may be granted in the back/forward cache, and the browser then drops the page.
        if (!pageEnds) lock.hold();
        const rest = local.put(batches.map((batch) => ({ ...batch, page })));
        if (rest.length > 0) database.put(rest);
        if (pageEnds) local.announce();
        return true;
      } catch {
        return false;
      }
    },
    async claim(id) {
      // The page released its lock when it went into the back/forward cache.
      lock.hold();
      // That a row is not there proves nothing: storage may have been cleared. Only a mark says that it was taken over.
      return local.has(id, page) || database.isFree(id, page).catch(() => true);
    },
    async remove(id) {
      if (local.has(id, page)) local.remove(id);
      else await database.remove(id, page).catch(() => undefined);
    },
    async takeOver(which) {
      // What this page has stored is in its own queue.
      const holders = [page, ...(await lock.holders())];
      return database
        .take(page, (stored) => {
          const rows = [...stored, ...local.all()].filter((row) => which(row) && !holders.includes(row.page));
          for (const { id } of rows) local.remove(id);
          return rows;
        })
        .catch(() => []);
    },
    release,
    clear() {
      unwatch();
      local.clear();
      database.clear();
    },
    close() {
      unwatch();
      database.close();
      release();
    },
  };
}
