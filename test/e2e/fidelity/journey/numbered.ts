import type { Action, Journey, Step } from './journey.ts';

/** The journey with a label of its own for every action that can be recorded. */
export function numbered(journey: Journey): Journey {
  let last = 0;
  const next = (): string => `label-${last++}`;
  const action = (one: Action): Action => ('label' in one ? { ...one, label: next() } : one);
  const step = (one: Step): Step => {
    if (one.step === 'tick') return { ...one, actions: one.actions.map(action) };
    return one.step === 'press' ? { ...one, label: next() } : one;
  };
  return { ...journey, landing: next(), steps: journey.steps.map(step) };
}
