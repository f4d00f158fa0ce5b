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
 * takes from it at its end, however it ends.
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

/** As a page ends, a change that waits for another one to the same store is lost: changes take turns. */
const STORES = ['0', '1', '2', '3'];

/** Opens the database of an app monitor. Rejects where storage is blocked. */
export const openKept = (name: string): Promise<Kept> =>
  new Promise((resolve, reject) => {
    // Without locks (on plain http), every use of them fails: then nothing is kept.
    const { locks } = navigator;
    const opening = indexedDB.open(name, 1);
    opening.onupgradeneeded = () => {
      for (const store of STORES) opening.result.createObjectStore(store, { keyPath: 'id' });
    };
    opening.onerror = () => reject(opening.error!);
    opening.onsuccess = () => {
      const db = opening.result;
      // Another tab wants it gone.
      db.onversionchange = () => db.close();
      const page = `${name} ${Math.random()}`;
      let lock: Promise<unknown> | undefined;

      /** Where each batch is that this page has kept. */
      const places = new Map<string, string>();
      let turn = 0;
      const begin = (place: string): IDBObjectStore => db.transaction(place, 'readwrite').objectStore(place);
      const takeFrom = (place: string, which: (row: Row) => boolean, remove: boolean): Promise<Row[]> =>
        new Promise((done, gone) => {
          const store = begin(place);
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
            // Until the end of the page: there may be more to keep, and a lock that comes and goes leaves gaps.
            lock ??= locks.request(page, () => new Promise(() => undefined)).catch(() => undefined);
            const place = STORES[turn++ % STORES.length]!;
            const store = begin(place);
            for (const batch of batches) {
              store.put({ ...batch, page } satisfies Row);
              places.set(batch.id, place);
            }
            // Not when the browser gets to it: the page may be gone by then.
            store.transaction.commit();
            return true;
          } catch {
            return false;
          }
        },
        own: (id, done) =>
          takeFrom(places.get(id)!, (row) => row.id === id && row.page === page, done).then(
            ({ length }) => length > 0,
            () => true,
          ),
        async take(which) {
          const held = (await locks.query()).held?.map((lock) => lock.name);
          const free = (row: Row): boolean => which(row) && !held?.includes(row.page);
          return (await Promise.all(STORES.map((place) => takeFrom(place, free, true).catch(() => [])))).flat();
        },
        clear() {
          db.close();
          indexedDB.deleteDatabase(name);
        },
      });
    };
  });
