import type { PutRumEventsRequest } from '@aws-rum/web-core/dispatch/dataplane';

/** A batch that could not leave when its page ended. */
export interface KeptBatch {
  /** Its BatchId. */
  id: string;
  /** When it was kept, in milliseconds since the epoch. */
  at: number;
  /** Whose it is: the mark of a signed-in user, empty for guests. */
  owner: string;
  /** The page that kept it. */
  page: string;
  request: PutRumEventsRequest;
}

/** Batches of one app monitor, kept between pages. Whoever takes one out, in whichever tab, is the one to deliver it. */
export interface Kept {
  /** Works even as the page ends. `false` where storage is gone. */
  put(batches: KeptBatch[]): boolean;
  /** Takes batches out. Resolves to nothing where storage is gone. */
  take(which: (batch: KeptBatch) => boolean): Promise<KeptBatch[] | undefined>;
  /** Forgets everything, and keeps nothing any more. */
  clear(): void;
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
      const begin = (): IDBObjectStore => db.transaction(STORE, 'readwrite').objectStore(STORE);
      resolve({
        put(batches) {
          try {
            const store = begin();
            for (const batch of batches) store.put(batch);
            // Not when the browser gets to it: the page may be gone by then.
            store.transaction.commit();
            return true;
          } catch {
            return false;
          }
        },
        take: (which) =>
          new Promise<KeptBatch[]>((done, gone) => {
            const store = begin();
            store.transaction.onabort = gone;
            store.getAll().onsuccess = ({ target }) => {
              const taken = (target as IDBRequest<KeptBatch[]>).result.filter(which);
              for (const { id } of taken) store.delete(id);
              // Not once that is complete: a page that ends before would have lost them.
              done(taken);
            };
          }).catch(() => undefined),
        clear() {
          db.close();
          indexedDB.deleteDatabase(name);
        },
      });
    };
  });
