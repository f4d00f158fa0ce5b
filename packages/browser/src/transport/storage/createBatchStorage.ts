import type { BatchStorage } from '../BatchStorage.ts';
import type { LocalRows } from './createLocalRows.ts';
import type { PageLock } from './createPageLock.ts';
import type { BatchDatabase } from './openBatchDatabase.ts';

interface Parts {
  local: LocalRows;
  database: BatchDatabase;
  lock: PageLock;
}

/** Storage of batches in two places: a little in localStorage, which is certain, and more in a database. */
export function createBatchStorage({ local, database, lock }: Parts): BatchStorage {
  const { page } = lock;
  /** Whether the page has a row in the database; `remove` takes it out. */
  const find = (id: string, remove: boolean): Promise<boolean> =>
    database
      .exchange((rows) => {
        const found = rows.some((row) => row.id === id && row.page === page);
        return { remove: found && remove ? [id] : [], result: found };
      })
      .catch(() => true);
  return {
    store(batches) {
      try {
        lock.hold();
        const rest = local.put(batches.map((batch) => ({ ...batch, page })));
        if (rest.length > 0) database.put(rest);
        return true;
      } catch {
        return false;
      }
    },
    claim: async (id) => local.has(id, page) || find(id, false),
    async remove(id) {
      if (local.has(id, page)) local.remove(id);
      else await find(id, true);
    },
    async takeOver(which) {
      const holders = await lock.holders();
      const take = database.exchange((stored) => {
        const rows = [...stored, ...local.all()].filter((row) => which(row) && !holders.includes(row.page));
        const remove = rows.map(({ id }) => id);
        remove.forEach(local.remove);
        return { remove, result: rows };
      });
      return take.catch(() => []);
    },
    clear() {
      local.clear();
      database.clear();
    },
  };
}
