import { describe, expect, it } from 'vitest';
import { cannotRun } from '../../support/engines/findEngine.ts';
import { tasksFor, type Task } from './drive/campaign.ts';
import { isPromised } from './drive/isPromised.ts';
import { signInTasks } from './drive/signInTasks.ts';
import { useJourneys, type Journeys } from './drive/useJourneys.ts';

const LENGTH = 25;
const CLIENTS = ['amplify', 'auth0', 'oidc'] as const;

/** The engines beside Chromium, in which the other suites run. */
describe.each(['firefox', 'webkit'] as const)('in %s', (name) => {
  const go = (tasks: Task[]): Journeys =>
    useJourneys(
      tasks.filter((task) => isPromised(name, task)),
      name,
      2,
    );
  const suite = describe.skipIf(cannotRun(name));

  suite('journeys', () => void go(tasksFor('slim', 500, 20, LENGTH)));
  suite('journeys with faults', () => void go(tasksFor('slim', 500, 20, LENGTH, true)));
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
