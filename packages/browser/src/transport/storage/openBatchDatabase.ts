import type { StoredRow } from './StoredRow.ts';

/** Rows in a database: many, but less certain than those in localStorage. */
export interface BatchDatabase {
  /** Writes rows at once: the page may be gone soon. Throws where the database is gone. */
  put(rows: StoredRow[]): void;
  /** Reads all rows and removes those that `work` names, while no other page reads or writes any. */
  exchange<T>(work: (rows: StoredRow[]) => { remove: string[]; result: T }): Promise<T>;
  /** Removes all rows and closes the database. */
  clear(): void;
}

const STORE = 'batches';

/** Opens the IndexedDB database of one app monitor. Rejects where storage is blocked. */
export const openBatchDatabase = (name: string): Promise<BatchDatabase> =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, 1);
    opening.onupgradeneeded = () => void opening.result.createObjectStore(STORE, { keyPath: 'id' });
    opening.onerror = () => reject(opening.error!);
    opening.onsuccess = () => {
      const db = opening.result;
      // Another tab wants it gone.
      db.onversionchange = () => db.close();
      const begin = (): IDBObjectStore => db.transaction(STORE, 'readwrite').objectStore(STORE);
      resolve({
        put(rows) {
          const store = begin();
          for (const row of rows) store.put(row);
          store.transaction.commit();
        },
        exchange: (work) =>
          new Promise((done, failed) => {
            const store = begin();
            store.transaction.onabort = failed;
            store.getAll().onsuccess = ({ target }) => {
              const { remove, result } = work((target as IDBRequest<StoredRow[]>).result);
              for (const id of remove) store.delete(id);
              // Not once that is complete: a page that ends before would have lost the rows.
              done(result);
            };
          }),
        clear() {
          db.close();
          indexedDB.deleteDatabase(name);
        },
      });
    };
  });
