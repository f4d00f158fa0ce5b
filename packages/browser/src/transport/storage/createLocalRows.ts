import { stringify } from '../../watch/stringify.ts';
import type { StoredRow } from './StoredRow.ts';

/** Characters that the rows of one app monitor may have in localStorage: a twelfth of what browsers allow, the rest is the app's. */
const MAX_CHARACTERS = 400_000;

/** JSON has no dates. */
const revive = (key: string, value: unknown): unknown => (key === 'timestamp' ? new Date(value as string) : value);

export type LocalRows = ReturnType<typeof createLocalRows>;

/**
 * Rows in localStorage: a few, but certain. What a page writes into a database right before its end, a browser may drop.
 *
 * @param prefix of their keys; it must not be the beginning of another's.
 */
export function createLocalRows(storage: Storage, prefix: string, limit = MAX_CHARACTERS) {
  const keys = (): string[] => Object.keys(storage).filter((key) => key.startsWith(prefix));
  const texts = (): string[] => keys().map((key) => storage.getItem(key)!);
  return {
    /** Returns the rows there is no room for. */
    put(rows: StoredRow[]): StoredRow[] {
      let left = limit - texts().join('').length;
      return rows.filter((row) => {
        const text = stringify(row);
        if (text.length > left) return true;
        try {
          storage.setItem(prefix + row.id, text);
          left -= text.length;
          return false;
        } catch {
          // The app has filled it.
          return true;
        }
      });
    },
    all: (): StoredRow[] =>
      texts().flatMap((text) => {
        try {
          return JSON.parse(text, revive) as StoredRow;
        } catch {
          // Not written by us.
          return [];
        }
      }),
    /** Whether a row is there, and this page's. */
    has: (id: string, page: string): boolean => Boolean(storage.getItem(prefix + id)?.includes(page)),
    /** Tells the other pages that what this one has stored is free to be taken, here and elsewhere. */
    announce(): void {
      try {
        storage.setItem(prefix, '1');
        storage.removeItem(prefix);
      } catch {
        // The app has filled it. The next page looks by itself.
      }
    },
    remove: (id: string): void => storage.removeItem(prefix + id),
    clear(): void {
      for (const key of keys()) storage.removeItem(key);
    },
  };
}
