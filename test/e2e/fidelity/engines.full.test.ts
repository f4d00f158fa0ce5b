import { describe, expect, it } from 'vitest';
import { cannotRun } from '../../support/engines/findEngine.ts';
import { judge, tasksFor, type Task } from './drive/campaign.ts';
import { startRig } from './drive/rig.ts';
import type { Journey } from './journey/journey.ts';
import type { Violation } from './judge/evidence.ts';
import { signInTasks } from './drive/signInTasks.ts';
import { useJourneys, type Journeys } from './drive/useJourneys.ts';

const LENGTH = 25;
const CLIENTS = ['amplify', 'auth0', 'oidc'] as const;

/** One event, and another as the tab closes soon after. */
const sayLastWords = (time: number): Journey => ({
  setup: {
    restore: 'call',
    pendingFor: 0,
    arrivesSignedIn: false,
    clicks: 'telemetry',
    guestCredentials: 'static',
    lastWords: 'pagehide',
    dispatchInterval: 2000,
    batchLimit: 100,
    intakeDelay: 0,
  },
  landing: 'label-0',
  steps: [{ step: 'tick', actions: [{ do: 'event', label: 'label-1' }], wait: 100 + 50 * (time % 5) }],
  end: 'close',
});

/** The engines beside Chromium, in which the other suites run. */
describe.each(['firefox', 'webkit'] as const)('in %s', (name) => {
  const go = (tasks: Task[]): Journeys => useJourneys(tasks, name, 2);
  const suite = describe.skipIf(cannotRun(name));

  suite('journeys', () => void go(tasksFor('slim', 500, 20, LENGTH)));
  suite('journeys with faults', () => void go(tasksFor('slim', 500, 20, LENGTH, true)));
  // As the last tab of a site closes Firefox stops whatever script runs: that lost a fifth and more. On a busy machine it may never send a
  // request that has begun by then, which nothing here can mend.
  suite('a page that records an event in pagehide', () => {
    it('loses no more than one of 30 as its tab closes', { timeout: 300_000 }, async () => {
      const rig = await startRig(['slim'], name);
      try {
        const violations = await Promise.all(
          [0, 1, 2].map(async (lane) => {
            const found: Violation[] = [];
            for (let time = 0; time < 10; time++)
              found.push(...(await judge(sayLastWords(time + lane), 'slim', rig)).violations);
            return found;
          }),
        );
        const rules = violations.flat().map(({ rule }) => rule);
        expect(rules).toEqual(name === 'firefox' && rules.length ? ['lost'] : []);
      } finally {
        await rig.close();
      }
    });
  });
  suite('journeys with sign-ins', () => {
    const journeys = go(signInTasks(20_000, CLIENTS));

    it('have users who sign in by each client', () => {
      const clients = journeys.results
        .filter(({ evidence }) => evidence.story.signIns.length > 0)
        .map(({ journey }) => journey.setup.signIn!.client);
      expect(clients.sort()).toEqual(CLIENTS);
    });
  });
});
