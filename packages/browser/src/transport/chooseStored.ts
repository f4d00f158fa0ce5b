import { sizeOf, type Batch } from './batch.ts';

/** Bytes that one app monitor may leave to the next page. */
const MAX_STORED = 2_000_000;

/**
 * Chooses the candidates there is room for in the storage of batches.
 *
 * @param all batches; their stored copies take room, too.
 * @returns the bytes of each that is chosen.
 */
export function chooseStored(candidates: readonly Batch[], all: readonly Batch[]): Map<Batch, number> {
  let left = all.reduce((rest, { storedBytes }) => rest - storedBytes, MAX_STORED);
  const chosen = new Map<Batch, number>();
  for (const batch of candidates) {
    const bytes = sizeOf(batch);
    if (batch.storedBytes || bytes > left) continue;
    left -= bytes;
    chosen.set(batch, bytes);
  }
  return chosen;
}
