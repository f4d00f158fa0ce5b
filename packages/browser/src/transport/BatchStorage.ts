import type { PutRumEventsRequest } from '@aws-rum/web-core/dispatch/dataplane';

/** A batch that was not delivered when it was stored. */
export interface StoredBatch {
  /** Its BatchId. */
  id: string;
  /** When it was stored, in milliseconds since the epoch. */
  storedAt: number;
  /** Whose it is: a hash that names a signed-in user, empty for guests. */
  userKey: string;
  request: PutRumEventsRequest;
}

/**
 * Batches of one app monitor that outlive their page. While the page lives they are its own: it holds a lock, which it releases at
 * its end, and which the browser takes from it, however it ends.
 */
export interface BatchStorage {
  /**
   * Stores batches, even as the page ends, as far as localStorage may take them.
   *
   * @param pageEnds they are free for other pages at once.
   * @returns those that it cannot store: the database is gone, and localStorage has no room.
   */
  store(batches: StoredBatch[], pageEnds: boolean): StoredBatch[];
  /** Whether a batch that this page has stored may be tried again: `false` when another page has taken it over. */
  claim(id: string): Promise<boolean>;
  /** A batch that this page has stored is not to be stored any more, wherever it is by now. */
  remove(id: string): void;
  /**
   * Takes over batches of pages that are gone.
   *
   * @param which asked more than once of the same batch; the last answer counts.
   */
  takeOver(which: (batch: StoredBatch) => boolean): Promise<StoredBatch[]>;
  /** The page ends, as far as the browser knows: what it has stored is free for other pages. One that lives on has to claim. */
  release(): void;
  /** Removes everything, of all pages, and stores nothing any more: consent is withdrawn. */
  clear(): void;
  /** Stores nothing any more. What is stored is free for other pages. */
  close(): void;
}
