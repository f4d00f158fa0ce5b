import type { StoredRow } from './StoredRow.ts';

/** Rows in a database: many, but less certain than those in localStorage. */
export interface BatchDatabase {
  /** Writes rows at once: the page may be gone soon. Throws where the database is gone. */
  put(rows: StoredRow[]): void;
  /**
   * Reads all rows, removes those that `choose` returns, and marks them as taken over by this page, in one transaction: no other page
   * uses the database meanwhile. `choose` may also return rows of localStorage; they are marked, too.
   */
  take(page: string, choose: (rows: StoredRow[]) => StoredRow[]): Promise<StoredRow[]>;
  /** Whether no other page than this has taken a row over. */
  isFree(id: string, page: string): Promise<boolean>;
  /** Removes a row, if it is of this page. */
  remove(id: string, page: string): Promise<void>;
  /** Removes all rows and closes the database. */
  clear(): void;
  close(): void;
}

/** Rows, and the marks of those that were taken over: a page that comes back finds them for a day. */
const ROWS = 'batches';
const TAKEN = 'taken';
const DAY = 86_400_000;

interface Mark {
  id: string;
  at: number;
  page: string;
}

/** Opens the IndexedDB database of one app monitor. Rejects where storage is blocked. */
export const openBatchDatabase = (name: string): Promise<BatchDatabase> =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, 2);
    opening.onupgradeneeded = () => {
      const db = opening.result;
      for (const store of [ROWS, TAKEN]) {
        if (!db.objectStoreNames.contains(store)) db.createObjectStore(store, { keyPath: 'id' });
      }
    };
    opening.onerror = () => reject(opening.error!);
    // A page with an older version does not let go of it.
    opening.onblocked = () => reject(new Error('the database is blocked'));
    opening.onsuccess = () => {
      const db = opening.result;
      // Another tab wants it gone.
      db.onversionchange = () => db.close();
      /** Calls `work` with what `ask` finds, in one transaction. Resolves before it is complete: the page may end first. */
      const run = <T, R>(
        ask: (rows: IDBObjectStore, taken: IDBObjectStore) => IDBRequest<T>,
        work: (found: T, rows: IDBObjectStore, taken: IDBObjectStore) => R,
      ) =>
        new Promise<R>((done, failed) => {
          const transaction = db.transaction([ROWS, TAKEN], 'readwrite');
          transaction.onabort = failed;
          const rows = transaction.objectStore(ROWS);
          const taken = transaction.objectStore(TAKEN);
          const asked = ask(rows, taken);
          asked.onsuccess = () => done(work(asked.result, rows, taken));
        });
      resolve({
        put(given) {
          const transaction = db.transaction(ROWS, 'readwrite');
          for (const row of given) transaction.objectStore(ROWS).put(row);
          // Not when the browser gets to it: the page may be gone by then.
          transaction.commit();
        },
        take: (page, choose) =>
          run(
            (rows) => rows.getAll() as IDBRequest<StoredRow[]>,
            (found, rows, taken) => {
              const chosen = choose(found);
              const at = Date.now();
              for (const { id } of chosen) {
                rows.delete(id);
                taken.put({ id, at, page } satisfies Mark);
              }
              const marks = taken.getAll() as IDBRequest<Mark[]>;
              marks.onsuccess = () => {
                for (const mark of marks.result) if (mark.at < at - DAY) taken.delete(mark.id);
              };
              return chosen;
            },
          ),
        isFree: (id, page) =>
          run(
            (_, taken) => taken.get(id) as IDBRequest<Mark | undefined>,
            (mark) => !mark || mark.page === page,
          ),
        remove: (id, page) =>
          run(
            (rows) => rows.get(id) as IDBRequest<StoredRow | undefined>,
            (row, rows) => {
              if (row?.page === page) rows.delete(id);
            },
          ),
        clear() {
          db.close();
          indexedDB.deleteDatabase(name);
        },
        close: () => db.close(),
      });
    };
  });
