import { describe } from 'vitest';
import { cannotRun } from '../../support/engines/findEngine.ts';
import { tasksFor } from './drive/campaign.ts';
import { isPromised } from './drive/isPromised.ts';
import { signInTasks } from './drive/signInTasks.ts';
import { useJourneys } from './drive/useJourneys.ts';

const LENGTH = 25;

/** The engines beside Chromium, in which the other suites run. */
describe.each(['firefox', 'webkit'] as const)('in %s', (name) => {
  describe.skipIf(cannotRun(name)).each([
    ['journeys', tasksFor('slim', 500, 20, LENGTH)],
    ['journeys with faults', tasksFor('slim', 500, 20, LENGTH, true)],
    ['journeys with sign-ins', signInTasks(20_000, ['amplify', 'auth0', 'oidc'])],
  ])(
    '%s',
    (_, tasks) =>
      void useJourneys(
        tasks.filter((task) => isPromised(name, task)),
        name,
        2,
      ),
  );
});
