import { asGuest } from './asGuest.ts';
import type { Journey } from './journey.ts';

/** The journey of somebody who stays a guest, on one page load: what hand-wired instances can be trusted with. */
export const withoutSwitches = (journey: Journey): Journey => {
  const { setup, steps, ...rest } = asGuest(journey);
  return {
    ...rest,
    setup: { ...setup, clicks: 'telemetry' },
    steps: steps.filter(({ step }) => step !== 'reload' && step !== 'away'),
    end: 'flush',
  };
};
