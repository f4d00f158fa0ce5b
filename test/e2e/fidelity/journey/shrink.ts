import type { Journey } from './journey.ts';

/**
 * Looks for a shorter journey that still fails: leaves out ever smaller runs of steps, then single actions of a tick.
 *
 * @param fails runs a journey; it is asked at most `attempts` times.
 */
export async function shrink(
  journey: Journey,
  fails: (smaller: Journey) => Promise<boolean>,
  attempts: number,
): Promise<Journey> {
  let best = journey;
  let left = attempts;
  const tryOut = async (smaller: Journey): Promise<boolean> => {
    if (left === 0) return false;
    left--;
    if (!(await fails(smaller))) return false;
    best = smaller;
    return true;
  };
  for (let size = Math.ceil(best.steps.length / 2); size >= 1; size = size > 1 ? Math.ceil(size / 2) : 0) {
    // From the end: what came before a step is what it needs.
    for (let from = best.steps.length - size; left > 0 && from > -size; from -= size) {
      await tryOut({ ...best, steps: best.steps.toSpliced(Math.max(0, from), Math.min(size, from + size)) });
    }
  }
  for (const smaller of withoutOneAction(best)) await tryOut(smaller(best));
  return best;
}

/** For each action of a tick that has several, what leaves it out. */
function withoutOneAction({ steps }: Journey): ((journey: Journey) => Journey)[] {
  return steps.flatMap((step) => {
    if (step.step !== 'tick' || step.actions.length < 2) return [];
    return step.actions.map((action) => (journey: Journey) => ({
      ...journey,
      steps: journey.steps.map((one) =>
        one.step === 'tick' ? { ...one, actions: one.actions.filter((other) => other !== action) } : one,
      ),
    }));
  });
}
