import { countEvents, isImportant, type Batch } from './batch.ts';

type RumEvents = Batch['request']['RumEvents'];

/** Events that may wait for one app monitor, about 10 MB. */
export const MAX_EVENTS = 10_000;

/**
 * Chooses what goes where too many events wait: the oldest first, important ones last. What is being sent stays.
 *
 * @returns the events that are left of each batch that loses some.
 */
export function limitQueue(batches: readonly Batch[], limit = MAX_EVENTS): Map<Batch, RumEvents> {
  let over = countEvents(batches) - limit;
  const left = new Map<Batch, RumEvents>();
  for (const important of [false, true]) {
    for (const batch of batches) {
      if (over <= 0) return left;
      if (batch.state.name !== 'waiting') continue;
      const events = left.get(batch) ?? batch.request.RumEvents;
      left.set(
        batch,
        events.filter((event) => isImportant(event) !== important || over-- <= 0),
      );
    }
  }
  return left;
}
