import type { Batch } from './batch.ts';
import { chooseStored } from './chooseStored.ts';
import type { ServiceStatus } from './serviceStatus.ts';

export type RetryPlan =
  /** Nothing waits, or an answer is awaited. */
  | { name: 'idle' }
  | { name: 'send'; batch: Batch }
  /** Look again later. `store`: the bytes of each batch to be stored. */
  | { name: 'wait'; milliseconds: number; store: Map<Batch, number> };

/**
 * Says what to do next while the page lives. One batch is sent at a time, so that CloudWatch gets them in the order in which they
 * were recorded; one whose answer may never be told holds up none. While they have to wait, all of them are stored: what a page writes right before its end may be lost.
 */
export function planRetry(all: readonly Batch[], service: ServiceStatus, now: number): RetryPlan {
  let next: { batch: Batch; due: number } | undefined;
  const batches = all.filter(({ state }) => state.name !== 'unheard');
  for (const batch of batches) {
    if (batch.state.name !== 'waiting') return { name: 'idle' };
    const { due } = batch.state;
    if (!next || due < next.due) next = { batch, due };
  }
  if (!next) return { name: 'idle' };
  const restUntil = service.name === 'failing' ? service.restUntil : 0;
  const milliseconds = Math.max(next.due, restUntil) - now;
  if (milliseconds <= 0) return { name: 'send', batch: next.batch };
  return { name: 'wait', milliseconds, store: chooseStored(batches, all) };
}
