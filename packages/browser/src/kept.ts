import type { PutRumEventsRequest } from '@aws-rum/web-core/dispatch/dataplane';

/** A batch that was not delivered when it was kept. */
export interface KeptBatch {
  /** Its BatchId. */
  id: string;
  /** When it was kept, in milliseconds since the epoch. */
  at: number;
  /** Whose it is: the mark of a signed-in user, empty for guests. */
  owner: string;
  request: PutRumEventsRequest;
}

/**
 * Batches of one app monitor that outlive their page. While it lives they are its own: it holds a lock, which the browser
 * takes from it at its end, however it ends. Without locks, each try takes the batch out.
 */
export interface Kept {
  /** Works even as the page ends, unless the browser is in a hurry. `false` where storage is gone. */
  put(batches: KeptBatch[]): boolean;
  /** Whether a batch that this page has kept is still its own, to try again; `done`: it is not to be kept any more. */
  own(id: string, done: boolean): Promise<boolean>;
  /** Takes over batches of pages that are gone. */
  take(which: (batch: KeptBatch) => boolean): Promise<KeptBatch[]>;
  /** Forgets everything, and keeps nothing any more. */
  clear(): void;
}

interface Row extends KeptBatch {
  page: string;
}

const STORE = 'batches';

/** Opens the database of an app monitor. Rejects where storage is blocked. */
export const openKept = (name: string): Promise<Kept> =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: 'id' });
    opening.onerror = () => reject(opening.error!);
    opening.onsuccess = () => {
      const db = opening.result;
      // Another tab wants it gone.
      db.onversionchange = () => db.close();
      const { locks } = navigator as { locks?: LockManager };
      const page = `${name} ${Math.random()}`;
      let locked = false;

      const begin = (): IDBObjectStore => db.transaction(STORE, 'readwrite').objectStore(STORE);
      const take = (which: (row: Row) => boolean, remove: boolean): Promise<Row[]> =>
        new Promise((done, gone) => {
          const store = begin();
          store.transaction.onabort = gone;
          store.getAll().onsuccess = ({ target }) => {
            const rows = (target as IDBRequest<Row[]>).result.filter(which);
            if (remove) for (const { id } of rows) store.delete(id);
            // Not once that is complete: a page that ends before would have lost them.
            done(rows);
          };
        });

      resolve({
        put(batches) {
          try {
            const store = begin();
            for (const batch of batches) store.put({ ...batch, page } satisfies Row);
            // Not when the browser gets to it: the page may be gone by then.
            store.transaction.commit();
          } catch {
            return false;
          }
          // Until the end of the page: there may be more to keep, and a lock that comes and goes leaves gaps.
          if (!locked) void locks?.request(page, () => new Promise(() => undefined));
          locked = true;
          return true;
        },
        own: (id, done) =>
          take((row) => row.id === id && row.page === page, done || !locks).then(
            (rows) => rows.length > 0,
            () => true,
          ),
        async take(which) {
          const held = (await locks?.query())?.held?.map((lock) => lock.name);
          return take((row) => which(row) && !held?.includes(row.page), true).catch(() => []);
        },
        clear() {
          db.close();
          indexedDB.deleteDatabase(name);
        },
      });
    };
  });
