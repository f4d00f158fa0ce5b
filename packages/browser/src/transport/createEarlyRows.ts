import type { PutRumEventsRequest } from '@aws-rum/web-core/dispatch/dataplane';
import type { LocalRows } from './storage/createLocalRows.ts';

/** A batch, and whose it is. */
export interface EarlyBatch {
  request: PutRumEventsRequest;
  userKey: string;
}

/**
 * Batches whose page ends before all has loaded that could send them: the next page can.
 *
 * @param openRows where they may be stored; undefined where nothing may be.
 */
export function createEarlyRows(openRows: () => LocalRows | undefined) {
  const stored = new Set<string>();
  /** No other page holds a lock of this name: what is stored is free to be taken. */
  const page = `early${Math.random()}`;
  return {
    /** Whether some are stored. */
    get any(): boolean {
      return stored.size > 0;
    },
    /** Stores those that are not, as far as there is room. */
    store(batches: EarlyBatch[]): void {
      const storedAt = Date.now();
      const rows = batches
        .filter(({ request }) => !stored.has(request.BatchId))
        .map(({ request, userKey }) => ({ id: request.BatchId, storedAt, userKey, request, page }));
      try {
        const local = openRows();
        const rest = local?.put(rows) ?? rows;
        for (const row of rows) if (!rest.includes(row)) stored.add(row.id);
        local?.announce();
      } catch {
        // Storage is blocked, which is told where it is opened.
      }
    },
    /** @returns whether the batch is this page's, and not stored any more. One that is missing may have been taken by another page. */
    takeBack({ BatchId }: PutRumEventsRequest): boolean {
      const rows = stored.has(BatchId) && openRows();
      // Where nothing may be stored any more, nobody has taken it.
      if (!rows) return true;
      const isOurs = rows.has(BatchId, page);
      if (isOurs) rows.remove(BatchId);
      return isOurs;
    },
  };
}
