import type { Evidence, Violation } from '../evidence.ts';

/** Measured at most once in the life of a page, whichever monitors it had. */
const ONCE = ['performance_navigation', 'largest_contentful_paint', 'first_contentful_paint', 'time_to_first_byte'];

export function repeated({ story, arrivals }: Evidence): Violation[] {
  return ONCE.flatMap((type): Violation[] => {
    const count = arrivals.filter((arrival) => arrival.type === type).length;
    return count > story.loads ? [{ rule: 'repeated', message: `${count} ${type} of ${story.loads} page loads` }] : [];
  });
}
