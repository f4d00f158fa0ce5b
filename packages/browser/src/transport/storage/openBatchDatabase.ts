import type { StoredRow } from './StoredRow.ts';

/** Rows in a database: many, but less certain than those in localStorage. */
export interface BatchDatabase {
  /** Writes rows at once: the page may be gone soon. Throws where the database is gone. */
  put(rows: StoredRow[]): void;
  /**
   * Reads all rows, and which page has taken over which; removes those that `choose` returns, and marks them as taken over by this
   * page, in one transaction: no other page uses the database meanwhile. `choose` may also return rows of localStorage.
   */
  take(page: string, choose: (rows: StoredRow[], takers: Map<string, string>) => StoredRow[]): Promise<StoredRow[]>;
  /** Whether no other page than this has taken a row over. */
  isFree(id: string, page: string): Promise<boolean>;
  /** Removes a row at once, whoever has stored it: it is delivered. */
  remove(id: string): void;
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
      /** Writes even if the page ends right after: the browser does not wait for more. */
      const write = (work: (rows: IDBObjectStore) => void): void => {
        const transaction = db.transaction(ROWS, 'readwrite');
        work(transaction.objectStore(ROWS));
        transaction.commit();
      };
      /** Calls `work` with what is found. Rejects where the browser gives up. */
      const answer = <T, R>(asked: IDBRequest<T>, work: (found: T) => R): Promise<R> =>
        new Promise((done, failed) => {
          asked.transaction!.onabort = failed;
          asked.onsuccess = () => done(work(asked.result));
        });
      resolve({
        put(given) {
          if (given.length > 0) write((rows) => given.forEach((row) => rows.put(row)));
        },
        remove: (id) => write((rows) => rows.delete(id)),
        take(page, choose) {
          const transaction = db.transaction([ROWS, TAKEN], 'readwrite');
          const rows = transaction.objectStore(ROWS);
          const taken = transaction.objectStore(TAKEN);
          const marks = taken.getAll() as IDBRequest<Mark[]>;
          return answer(rows.getAll() as IDBRequest<StoredRow[]>, (found) => {
            const at = Date.now();
            const chosen = choose(found, new Map(marks.result.map((mark) => [mark.id, mark.page])));
            for (const mark of marks.result) if (mark.at < at - DAY) taken.delete(mark.id);
            for (const { id } of chosen) {
              rows.delete(id);
              taken.put({ id, at, page } satisfies Mark);
            }
            // All of it, even if the page ends now.
            transaction.commit();
            return chosen;
          });
        },
        isFree: (id, page) =>
          answer(
            db.transaction(TAKEN).objectStore(TAKEN).get(id) as IDBRequest<Mark | undefined>,
            (mark) => !mark || mark.page === page,
          ),
        clear() {
          db.close();
          indexedDB.deleteDatabase(name);
        },
        close: () => db.close(),
      });
    };
  });
