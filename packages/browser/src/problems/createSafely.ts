import type { Report } from './ProblemFacts.ts';

/** Wraps work so that it never throws: nothing we do may break the app, or a callback of the browser. */
export type Safely = <A extends unknown[]>(work: (...args: A) => void) => (...args: A) => void;

/** Makes the wrapper; what is caught is reported as a defect of ours. */
export function createSafely(report: Report): Safely {
  return (work) =>
    (...args) => {
      try {
        work(...args);
      } catch (cause) {
        report({ type: 'internal', cause });
      }
    };
}
