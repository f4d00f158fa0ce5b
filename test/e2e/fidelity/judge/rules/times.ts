import type { Evidence, Violation } from '../evidence.ts';

/** The wire has whole seconds, rounded to the nearest. */
const ROUNDING = 1000;

/** Every event is of the run's time, and a label's is of when it happened. */
export function times({ story, arrivals, slack = 0 }: Evidence): Violation[] {
  const happened = new Map(story.happenings.map((one) => [one.label, one]));
  return arrivals.flatMap(({ of, type, at }): Violation[] => {
    const one = of && happened.get(of.label);
    const [from, to] = one?.certain ? [one.at, one.until] : [one?.at ?? story.from, story.to];
    if (at >= from - ROUNDING - slack && at <= to + ROUNDING + slack) return [];
    const late = at > to ? at - to : at - from;
    return [{ rule: 'wrong time', ...(of && { label: of.label }), message: `${of?.label ?? type} is ${late} ms off` }];
  });
}
