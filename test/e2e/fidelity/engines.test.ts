import { describe } from 'vitest';
import { isAbsent } from '../../support/engines/findEngine.ts';
import { tasksFor } from './drive/campaign.ts';
import { useJourneys } from './drive/useJourneys.ts';

/** A short journey in each engine beside Chromium that is installed; `npm run test:full` has the long ones. */
describe.each(['firefox', 'webkit'] as const)('in %s', (name) => {
  const task = tasksFor('slim', 20, 1, 8)[0]!;
  describe.skipIf(isAbsent(name))('', () => void useJourneys([task], name, 1));
});
