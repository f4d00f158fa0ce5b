import type { Problem } from '../api/types.ts';

/** What is known of a problem where it is found. `explainProblem` has the sentences. */
export type ProblemFacts = Omit<Problem, 'message' | 'fix'> & {
  /** What the service, the browser or the option said. */
  note?: string | number | undefined;
};

/** Reports a problem. */
export type Report = (facts: ProblemFacts) => void;
