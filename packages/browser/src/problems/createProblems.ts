import type { Problem } from '../api/types.ts';

/** What is known of a problem where it is found. `explainProblem` has the sentences. */
export type ProblemFacts = Omit<Problem, 'message' | 'fix'> & {
  /** What the service, the browser or the option said. */
  note?: string | number | undefined;
};

/** Reports a problem. */
export type Report = (facts: ProblemFacts) => void;

/** How many problems a listener that comes late still hears of. */
const REMEMBERED = 20;

/**
 * Tells the app's listeners what went wrong. A listener that comes late hears what it missed.
 *
 * The texts load when there is a problem and a listener: most pages never need them.
 */
export function createProblems() {
  const listeners = new Set<(problem: Problem) => void>();
  const past: ProblemFacts[] = [];
  const notify = async (listener: (problem: Problem) => void, { note, ...facts }: ProblemFacts): Promise<void> => {
    const textsMissing = { message: `${facts.type} ${note ?? ''}`, fix: '' };
    const texts = await import('./explainProblem.ts')
      .then(({ explainProblem }) => explainProblem({ note, ...facts }))
      .catch(() => textsMissing);
    try {
      if (listeners.has(listener)) listener({ ...facts, ...texts });
    } catch {
      // What the app's listener throws is the app's: it must not stop what we are doing.
    }
  };
  const report: Report = (facts) => {
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
