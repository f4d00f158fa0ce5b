import type { StoredBatch } from '../BatchStorage.ts';

/** A batch as it is stored, with the page that stored it. */
export interface StoredRow extends StoredBatch {
  page: string;
}
