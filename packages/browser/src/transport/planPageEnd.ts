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
 * Plans for a page that is hidden and may end. What may be refused stays for the next page; the rest leaves as far as the budget
 * goes, important events first.
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
    if (storedBytes || (state.name !== 'waiting' && state.outlivesPage)) continue;
    // An ordinary request is cut off when the page ends, and nobody hears whether it arrived. Sent again, its events have the same
    // ids: rather twice than not at all.
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
