import type { BatchStorage } from '../BatchStorage.ts';
import type { LocalRows } from './createLocalRows.ts';
import type { PageLock } from './createPageLock.ts';
import type { BatchDatabase } from './openBatchDatabase.ts';
import type { StoredRow } from './StoredRow.ts';

interface Parts {
  local: LocalRows;
  /** The database, which takes its time to open: localStorage is there at once. */
  opening: Promise<BatchDatabase>;
  lock: PageLock;
  /** Ends the watch for what other pages store. */
  unwatch: () => void;
}

/**
 * Storage of batches in two places. A page's end cannot keep it from localStorage, where there is little room, and which browsers
 * write to the disk up to a minute late. The database has room, and is on the disk at once.
 */
export function createBatchStorage({ local, opening, lock, unwatch }: Parts): BatchStorage {
  const { page } = lock;
  let database: BatchDatabase | undefined;
  /** Works with the database once it is open; whoever opens it hears where that fails. */
  const later = <T>(work: (database: BatchDatabase) => T | Promise<T>, otherwise?: T): Promise<T> =>
    opening.then(work).catch(() => otherwise as T);
  void later((opened) => {
    database = opened;
    // What was stored before it was open.
    opened.put(local.all().filter((row) => row.page === page));
  });
  const release = (): void => {
    if (lock.release()) local.announce();
  };
  return {
    store(batches, pageEnds) {
      let rest: StoredRow[] | undefined;
      try {
        // No lock as the page ends: it may be granted in the back/forward cache, and the browser then drops the page.
        if (!pageEnds) lock.hold();
        const rows = batches.map((batch) => ({ ...batch, page }));
        rest = local.put(rows);
        // In both places: the browser may be killed. Not as the page ends, when it may drop what goes into a database.
        const more = database && !pageEnds ? rows : rest;
        if (database) database.put(more);
        else void later((opened) => opened.put(more));
        if (pageEnds) local.announce();
        return [];
      } catch {
        // The database is gone: what is in localStorage needs no other place.
        return rest ?? batches;
      }
    },
    async claim(id) {
      // The page released its lock when it went into the back/forward cache.
      lock.hold();
      // That a row is not there proves nothing: storage may have been cleared. Only a mark says that it was taken over.
      return local.has(id, page) || later((opened) => opened.isFree(id, page), true);
    },
    remove(id) {
      local.remove(id);
      void later((opened) => opened.remove(id));
    },
    async takeOver(which) {
      const take = (choose: (row: StoredRow) => boolean): Promise<StoredRow[]> =>
        later(
          (opened) =>
            opened.take(page, (stored, takers) =>
              [...stored, ...local.all()].filter((row) => {
                const { id } = row;
                // A row may be in both places; and after a crash one is back in localStorage that was taken over.
                const isFree = (takers.get(id) ?? row.page) === row.page && choose(row);
                if (!isFree) return false;
                takers.set(id, page);
                local.remove(id);
                return true;
              }),
            ),
          [],
        );
      // The rows before the pages: a page that opens between the two, and stores, is not among the pages. What this page has stored is
      // in its own queue.
      const seen = new Set<string>();
      await take((row) => {
        if (row.page !== page && which(row)) seen.add(row.id);
        return false;
      });
      if (!seen.size) return [];
      const holders = await lock.holders();
      return take((row) => seen.has(row.id) && which(row) && !holders.includes(row.page));
    },
    release,
    clear() {
      unwatch();
      local.clear();
      void later((opened) => opened.clear());
    },
    close() {
      unwatch();
      void later((opened) => opened.close());
      release();
    },
  };
}
