import { describe } from 'vitest';
import type { EngineName } from '../../support/engines/Engine.ts';
import { cannotRun } from '../../support/engines/findEngine.ts';
import { tasksFor, type Task } from './drive/campaign.ts';
import { signInTasks } from './drive/signInTasks.ts';
import { useJourneys } from './drive/useJourneys.ts';
import { journeyOf } from './journey/arbitrary.ts';

const LENGTH = 25;

/** Firefox may lose what an app records in the `pagehide` of a tab that closes, as README.md says. With faults, all close a tab. */
const suits =
  (engine: EngineName) =>
  ({ seed, length, subject, faulty }: Task): boolean => {
    const { end, setup } = journeyOf(seed, length, subject, faulty);
    return engine !== 'firefox' || setup.lastWords === 'none' || (end === 'flush' && !faulty);
  };

/** The engines beside Chromium, in which the other suites run. */
describe.each(['firefox', 'webkit'] as const)('in %s', (name) => {
  describe.skipIf(cannotRun(name)).each([
    ['journeys', tasksFor('slim', 500, 20, LENGTH)],
    ['journeys with faults', tasksFor('slim', 500, 20, LENGTH, true)],
    ['journeys with sign-ins', signInTasks(20_000, 'amplify', 'auth0', 'oidc')],
  ])('%s', (_, tasks) => void useJourneys(tasks.filter(suits(name)), name, 2));
});
