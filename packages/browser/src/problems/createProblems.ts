import type { Problem } from '../api/types.ts';

/** What went wrong, in a few words; explain.ts has the sentences. */
export type Trouble = Omit<Problem, 'message' | 'fix'> & {
  /** What the service, the browser or the option said. */
  note?: string | number | undefined;
};

/** Reports a problem. */
export type Report = (trouble: Trouble) => void;

/** How many problems are kept for a listener that comes later. */
const KEPT = 20;

/**
 * Tells the app's listeners what went wrong; a listener that comes late hears what it missed.
 *
 * The explanations load when there is something to explain and somebody to hear it: most pages never need them.
 */
export function createProblems() {
  const listeners = new Set<(problem: Problem) => void>();
  const past: Trouble[] = [];
  const tell = async (listener: (problem: Problem) => void, { note, ...trouble }: Trouble): Promise<void> => {
    const plain = { message: `${trouble.type} ${note ?? ''}`, fix: '' };
    const text = await import('./explainProblem.ts')
      .then(({ explain }) => explain({ note, ...trouble }))
      .catch(() => plain);
    try {
      if (listeners.has(listener)) listener({ ...trouble, ...text });
    } catch {
      // The app's listener is the app's own affair: it must not stop what we are doing.
    }
  };
  const report: Report = (trouble) => {
    past.push(trouble);
    if (past.length > KEPT) past.shift();
    for (const listener of listeners) void tell(listener, trouble);
  };
  return {
    report,
    listen(listener: (problem: Problem) => void): () => void {
      listeners.add(listener);
      for (const trouble of past) void tell(listener, trouble);
      return () => void listeners.delete(listener);
    },
  };
}
