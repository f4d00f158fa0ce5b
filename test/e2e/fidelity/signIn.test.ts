import { describe, expect, it } from 'vitest';
import { run } from './drive/driver.ts';
import { signInTasks } from './drive/signInTasks.ts';
import { useJourneys } from './drive/useJourneys.ts';
import type { Journey } from './journey/journey.ts';
import { verdict } from './judge/verdict.ts';

/** Users who sign in by a real client. The same journey each time; `npm run fidelity -- --subject signin` makes others. */
const journeys = useJourneys(signInTasks(7000, ['amplify']));

it('the journeys have sign-ins', () => {
  expect(journeys.results.flatMap(({ evidence }) => evidence.story.signIns).length).toBeGreaterThan(0);
});

describe('a page that ends before it knows who is signed in', () => {
  const setup: Journey['setup'] = {
    restore: 'pending',
    pendingFor: 0,
    arrivesSignedIn: false,
    clicks: 'telemetry',
    guestCredentials: 'identity pool',
    lastWords: 'pagehide',
    dispatchInterval: 50,
    batchLimit: 100,
    intakeDelay: 0,
    signIn: {
      client: 'amplify',
      cache: 'memory',
      appPool: 'none',
      popup: false,
      pool: { GetId: 0, GetCredentialsForIdentity: 0 },
      current: [1500],
      stale: false,
    },
  };

  it('does not end the session of a signed-in user, whatever the app records as it goes', async () => {
    const journey: Journey = {
      setup,
      landing: 'label-0',
      steps: [
        { step: 'tick', actions: [], wait: 2500 },
        { step: 'tick', actions: [{ do: 'sign in', user: 'alice' }], wait: 4000 },
        { step: 'reload', wait: 0 },
        { step: 'reload', wait: 2500 },
        { step: 'tick', actions: [{ do: 'event', label: 'label-1' }], wait: 0 },
      ],
      end: 'flush',
    };
    const { evidence, diary } = await run(journey, 'signin', journeys.rig);
    const pages = diary.flatMap((one) => (one.entry === 'load' ? ['load'] : one.entry === 'state' ? [one.state] : []));
    expect(pages).toEqual(['load', 'guest', 'authenticated', 'load', 'load', 'authenticated']);
    expect(verdict(evidence)).toEqual([]);
  });
});
