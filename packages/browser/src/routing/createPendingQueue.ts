import type { Item } from '../monitor/createEventBuffer.ts';
import type { Report } from '../problems/createProblems.ts';
import type { Page } from '../monitor/awsRumInternals.ts';

/** What may wait while it is not known whose turn it is. */
const LIMIT = 1000;

type Attributes = Record<string, string | number | boolean>;
type Held = { page: Page; at: number } | { item: Item; telemetry: string };

/** Keeps what happens while the state is pending, with the time it happened. */
export function createHold(report: Report) {
  let held: Held[] = [];
  let attributes: Attributes = {};
  let lost = 0;
  const keep = (one: Held): void => {
    if (held.length < LIMIT) held.push(one);
    else lost++;
  };
  return {
    item(item: Item, telemetry: string): void {
      // As it is now: the app may change its objects before it is known where this belongs.
      const data = JSON.parse(JSON.stringify(item.data)) as object;
      const one = {
        item: { ...item, data, metadata: item.metadata && { ...item.metadata }, at: Date.now() },
        telemetry,
      };
      // Of a candidate only the latest counts.
      const same = item.candidate
        ? held.findIndex((other) => 'item' in other && other.item.candidate && other.item.type === item.type)
        : -1;
      if (same >= 0) held[same] = one;
      else keep(one);
    },
    page: (page: Page): void => keep({ page: typeof page === 'string' ? page : { ...page }, at: Date.now() }),
    attributes: (more: Attributes): void => void (attributes = { ...attributes, ...more }),
    /** Hands out what waited and forgets it. */
    release() {
      const waited = held;
      const set = attributes;
      const overflow = lost;
      if (lost) report({ type: 'pending-full', count: lost });
      held = [];
      attributes = {};
      lost = 0;
      const first = waited[0];
      const firstPage = waited.find((one) => 'page' in one);
      return {
        lost: overflow,
        attributes: set,
        firstPage: firstPage && 'page' in firstPage ? firstPage.page : undefined,
        since: first && ('page' in first ? first.at : first.item.at),
        replay(item: (item: Item, telemetry: string) => void, page: (page: Page, at: number) => void): void {
          for (const one of waited) {
            if ('page' in one) page(one.page, one.at);
            else item(one.item, one.telemetry);
          }
        },
      };
    },
  };
}
