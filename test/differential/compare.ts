import type { Normalized } from './normalize.ts';

/** One way in which what arrived differs. `field` is a path of the event, or `count` for how often it arrived. */
export interface Found {
  event: string;
  field: string;
  plain: unknown;
  dual: unknown;
}

/** How one multiset of events differs from another: events by label first, then values of those that both have. */
export function compare(plain: Normalized[], dual: Normalized[]): Found[] {
  const labels = [...new Set([...plain, ...dual].map(({ label }) => label))].sort();
  return labels.flatMap((event): Found[] => {
    const [ones, others] = [plain, dual].map((all) => all.filter(({ label }) => label === event));
    if (ones!.length !== others!.length) return [{ event, field: 'count', plain: ones!.length, dual: others!.length }];
    const paths = [...new Set([...ones!, ...others!].flatMap(({ fields }) => Object.keys(fields)))].sort();
    const found = paths.flatMap((field): Found[] => {
      const [one, other] = [ones!, others!].map((all) => values(all, field));
      return one === other ? [] : [{ event, field, plain: one, dual: other }];
    });
    if (found.length > 0) return found;
    // Each field has the same values, but they may belong to other events.
    const [one, other] = [ones!, others!].map(whole);
    return one === other ? [] : [{ event, field: 'combination', plain: one, dual: other }];
  });
}

/** The values of a field in all events of one label, in an order that does not depend on when they arrived. */
const values = (events: Normalized[], field: string): string =>
  events
    .map(({ fields }) => JSON.stringify(fields[field]) ?? 'absent')
    .sort()
    .join(', ');

const whole = (events: Normalized[]): string =>
  events
    .map(({ fields }) => JSON.stringify(Object.entries(fields).sort()))
    .sort()
    .join(', ');
