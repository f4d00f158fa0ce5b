import type { Problem } from '../api/types.ts';
import type { ProblemFacts, Report } from './ProblemFacts.ts';

/** How many problems a listener that comes late still hears of. */
const REMEMBERED = 20;
/** How many problems of a kind are told one by one. */
const TOLD_AT_FIRST = 3;
/** Milliseconds after which a kind of problem that was quiet is new. */
const QUIET = 60_000;

/** How often a problem of one kind was reported of late. */
interface Kind {
  reports: number;
  /** How many reports there are when it is told next. */
  nextTold: number;
  /** The events concerned that were not told of yet. */
  count: number;
  last: number;
}

/**
 * Tells the app's listeners what went wrong. A listener that comes late hears what it missed.
 *
 * The texts load when there is a problem and a listener: most pages never need them.
 *
 * A listener may record what it hears, which may be the next problem of the same kind. So that this ends, a kind that
 * comes again and again is told three times, and then each time its reports have doubled, with the count of all since.
 */
export function createProblems(now: () => number = Date.now) {
  const kinds = new Map<string, Kind>();
  const listeners = new Set<(problem: Problem) => void>();
  const past: ProblemFacts[] = [];
  const notify = async (listener: (problem: Problem) => void, { note, ...facts }: ProblemFacts): Promise<void> => {
    let texts = { message: `${facts.type} ${note ?? ''}`, fix: '' };
    try {
      const { explainProblem } = await import('./explainProblem.ts');
      texts = explainProblem({ note, ...facts });
    } catch {
      // The texts do not load, offline perhaps.
    }
    try {
      if (listeners.has(listener)) listener({ ...facts, ...texts });
    } catch {
      // What the app's listener throws is the app's: it must not stop what we are doing.
    }
  };
  /** The facts as they are to be told; undefined where they are not told for now. */
  const damp = (facts: ProblemFacts): ProblemFacts | undefined => {
    const name = `${facts.type} ${facts.monitor}`;
    const time = now();
    let kind = kinds.get(name);
    if (!kind || time - kind.last > QUIET) kind = { reports: 0, nextTold: 1, count: 0, last: time };
    kinds.set(name, kind);
    kind.last = time;
    kind.reports++;
    kind.count += facts.count ?? 0;
    if (kind.reports < kind.nextTold) return undefined;
    kind.nextTold = kind.reports < TOLD_AT_FIRST ? kind.reports + 1 : kind.reports * 2;
    const { count } = kind;
    kind.count = 0;
    return facts.count === undefined ? facts : { ...facts, count };
  };
  const report: Report = (given) => {
    const facts = damp(given);
    if (!facts) return;
    past.push(facts);
    if (past.length > REMEMBERED) past.shift();
    for (const listener of listeners) void notify(listener, facts);
  };
  return {
    report,
    listen(listener: (problem: Problem) => void): () => void {
      listeners.add(listener);
      for (const facts of past) void notify(listener, facts);
      return () => void listeners.delete(listener);
    },
  };
}
