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
  /** Works even as the page ends, as far as localStorage may take it. `false` where storage is gone. */
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

/** Characters that may be kept in localStorage, where the app has its own things. */
const MAX_LOCAL = 100_000;

/** Text has no dates. */
const revive = (key: string, value: unknown): unknown => (key === 'timestamp' ? new Date(value as string) : value);

/**
 * Opens what is kept of an app monitor. Rejects where storage is blocked.
 *
 * @param name of the database; keys in localStorage begin with it, so it must not be the beginning of another's.
 */
export const openKept = (name: string): Promise<Kept> =>
  new Promise((resolve, reject) => {
    // Without locks (on plain http), every use of them fails: then nothing is kept.
    const { locks } = navigator;
    const storage = localStorage;
    const localKeys = (): string[] => Object.keys(storage).filter((key) => key.startsWith(name));
    const localTexts = (): string[] => localKeys().map((key) => storage.getItem(key)!);
    const opening = indexedDB.open(name, 1);
    opening.onupgradeneeded = () => void opening.result.createObjectStore(STORE, { keyPath: 'id' });
    opening.onerror = () => reject(opening.error!);
    opening.onsuccess = () => {
      const db = opening.result;
      // Another tab wants it gone.
      db.onversionchange = () => db.close();
      const page = `${name}${Math.random()}`;
      let lock: Promise<unknown> | undefined;
      const begin = (): IDBObjectStore => db.transaction(STORE, 'readwrite').objectStore(STORE);
      const putLocally = (id: string, text: string): boolean => {
        try {
          storage.setItem(name + id, text);
          return true;
        } catch {
          // The app has filled it.
          return false;
        }
      };
      const find = (which: (row: Row) => boolean, remove: boolean): Promise<Row[]> =>
        new Promise((done, gone) => {
          const store = begin();
          store.transaction.onabort = gone;
          store.getAll().onsuccess = ({ target }) => {
            const rows = (target as IDBRequest<Row[]>).result
              .concat(localTexts().map((text) => JSON.parse(text, revive) as Row))
              .filter(which);
            if (remove)
              for (const { id } of rows) {
                store.delete(id);
                storage.removeItem(name + id);
              }
            // Not once that is complete: a page that ends before would have lost them.
            done(rows);
          };
        });

      resolve({
        put(batches) {
          try {
            // Until the end of the page: there may be more to keep, and a lock that comes and goes leaves gaps.
            lock ??= locks.request(page, () => new Promise(() => undefined)).catch(() => undefined);
            // What a page writes into a database right before its end, a browser may drop, but not what it writes here.
            let left = MAX_LOCAL - localTexts().join('').length;
            let store: IDBObjectStore | undefined;
            for (const batch of batches) {
              const row: Row = { ...batch, page };
              const text = JSON.stringify(row);
              left -= text.length;
              if (left < 0 || !putLocally(row.id, text)) (store ??= begin()).put(row);
            }
            // Not when the browser gets to it: the page may be gone by then.
            store?.transaction.commit();
            return true;
          } catch {
            return false;
          }
        },
        async own(id, done) {
          if (storage.getItem(name + id)?.includes(page)) {
            if (done) storage.removeItem(name + id);
            return true;
          }
          return find((row) => row.id === id && row.page === page, done).then(
            ({ length }) => length > 0,
            () => true,
          );
        },
        async take(which) {
          const held = (await locks.query()).held?.map((lock) => lock.name);
          return find((row) => which(row) && !held?.includes(row.page), true).catch(() => []);
        },
        clear() {
          for (const key of localKeys()) storage.removeItem(key);
          db.close();
          indexedDB.deleteDatabase(name);
        },
      });
    };
  });
