import { isImportant, sizeOf, splitToFit, type Batch } from './batch.ts';
import { chooseStored } from './chooseStored.ts';
import type { ServiceStatus } from './serviceStatus.ts';

/** What a plan for the end of the page depends on, besides the batches. */
export interface PageEndFacts {
  service: ServiceStatus;
  /** The page ends, as far as the browser knows. One that is only hidden may live on. */
  ends: boolean;
  /** Batches can be stored for the next page. */
  canStore: boolean;
  /** Whether a batch can be signed without waiting for credentials. */
  canSign: (batch: Batch) => boolean;
}

/** What becomes of the batches; those in none of the lists stay as they are. */
export interface PageEndPlan {
  /** All of them, with its parts in the place of one that was too large. */
  batches: Batch[];
  /** These leave at once, by requests that outlive the page. */
  leave: Batch[];
  /** These stay for the next page; the bytes of each. */
  store: Map<Batch, number>;
  /** These can neither leave nor stay: an ordinary request is all there is. */
  send: Batch[];
}

/**
 * Plans for a page that is hidden and may end. A batch is stored when the service fails, even one whose request outlives the page, or
 * when its credentials are missing. All others leave by keepalive requests, important events first; what does not fit the budget is
 * stored. Without storage every batch tries to leave.
 *
 * @param budget bytes that may still be in requests that outlive the page.
 */
export function planPageEnd(given: readonly Batch[], budget: number, facts: PageEndFacts): PageEndPlan {
  const batches = [...given];
  const leaving: Batch[] = [];
  const stay: Batch[] = [];
  const leave = (batch: Batch): void => {
    const parts = sizeOf(batch) <= budget ? [batch] : splitToFit(batch, budget);
    if (!parts) return void stay.push(batch);
    const [first, rest] = parts;
    budget -= sizeOf(first!);
    leaving.push(first!);
    if (!rest) return;
    batches.splice(batches.indexOf(batch), 1, ...parts);
    stay.push(rest);
  };

  const { canStore } = facts;
  const failing = facts.service.name === 'failing';
  const important = given.filter(({ request }) => request.RumEvents.some(isImportant));
  for (const batch of new Set([...important, ...given])) {
    const { state, storedBytes } = batch;
    if (storedBytes) continue;
    if (state.name !== 'waiting' && state.outlivesPage) {
      // Nobody hears any more whether it arrives. While the service fails it may not, and the next page has it, too.
      if (state.name === 'in flight' && facts.ends && failing && canStore) stay.push(batch);
      continue;
    }
    // A page that is only hidden lets its open requests go on. One that ends cuts them off, and nobody hears whether they arrived:
    // their events leave again, with the same ids. Twice is better than never.
    if (state.name === 'in flight' && !facts.ends) continue;
    if (canStore && (failing || !facts.canSign(batch))) stay.push(batch);
    else leave(batch);
  }
  return {
    batches,
    leave: leaving,
    store: chooseStored(canStore ? stay : [], batches),
    send: stay.filter(({ state }) => !canStore && state.name !== 'in flight'),
  };
}
