import fc from 'fast-check';
import { journeyOf } from '../../e2e/fidelity/journey/arbitrary.ts';
import type { Action, Journey, Step } from '../../e2e/fidelity/journey/journey.ts';
import { fault } from '../../e2e/fidelity/journey/withFaults.ts';

/** Of the sign-ins and sign-outs that a journey has, one in so many stays. */
const ONE_SWITCH_IN = 2;
/** Steps between two faults. */
const FAULT_EVERY = 50;

/**
 * Some minutes of one browser on one page, the same for the same seed: people sign in and out, and again and again the
 * services fail for a while. `length`: about how many things happen.
 *
 * @param speed how much faster than theirs the servers' real time runs: what they take is that much shorter.
 */
export function longVisit(seed: number, minutes: number, length: number, speed: number): Journey {
  let signs = 0;
  const stays = (action: Action): boolean => {
    // Another library wraps what wrapped it before: that grows for ever. Bursts make other things rare.
    if (['wrap', 'unwrap', 'burst'].includes(action.do)) return false;
    return !action.do.startsWith('sign ') || ++signs % ONE_SWITCH_IN === 0;
  };
  const quick = (action: Action): Action => ('ms' in action ? { ...action, ms: action.ms / speed } : action);
  const journey = journeyOf(seed, length);
  const steps = journey.steps.flatMap((step): Step[] => {
    if (step.step === 'reload' || step.step === 'away') return [];
    return step.step === 'tick' ? [{ ...step, actions: step.actions.filter(stays).map(quick) }] : [step];
  });
  const stretch = (minutes * 60_000) / steps.reduce((sum, { wait }) => sum + wait, 0);
  const faults = fc.sample(fault, { seed, numRuns: Math.floor(steps.length / FAULT_EVERY) });
  return {
    ...journey,
    setup: {
      restore: 'call',
      pendingFor: 0,
      arrivesSignedIn: false,
      clicks: 'telemetry',
      guestCredentials: 'identity pool',
      lastWords: 'none',
      dispatchInterval: 5000,
      batchLimit: 100,
      intakeDelay: 0,
    },
    steps: steps.flatMap((step, index): Step[] => {
      const slow: Step = { ...step, wait: step.wait * stretch };
      const fault = index % FAULT_EVERY === FAULT_EVERY - 1 && faults[Math.floor(index / FAULT_EVERY)];
      if (!fault) return [slow];
      return [
        { step: 'fault', fault: fault.kind === 'latency' ? { ...fault, ms: fault.ms / speed } : fault, wait: 0 },
        slow,
      ];
    }),
    end: 'flush',
  };
}
