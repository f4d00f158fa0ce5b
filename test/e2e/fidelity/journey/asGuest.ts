import type { Journey } from './journey.ts';

/** The journey of somebody who stays a guest. */
export const asGuest = (journey: Journey): Journey => ({
  ...journey,
  setup: { ...journey.setup, restore: 'call', arrivesSignedIn: false },
  steps: journey.steps.map((step) =>
    step.step === 'tick'
      ? { ...step, actions: step.actions.filter((action) => action.do !== 'sign in' && action.do !== 'sign out') }
      : step,
  ),
});
