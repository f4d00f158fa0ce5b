import type { Journey } from './journey.ts';

/** The journey of somebody who stays a guest, on one page load: what hand-wired instances can be trusted with. */
export const withoutSwitches = (journey: Journey): Journey => ({
  ...journey,
  setup: { ...journey.setup, restore: 'call', arrivesSignedIn: false, clicks: 'telemetry' },
  steps: journey.steps
    .filter(({ step }) => step !== 'reload' && step !== 'away')
    .map((step) =>
      step.step === 'tick'
        ? { ...step, actions: step.actions.filter((action) => action.do !== 'sign in' && action.do !== 'sign out') }
        : step,
    ),
  end: 'flush',
});
