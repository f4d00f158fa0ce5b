import { describe } from 'vitest';
import { isAbsent } from '../../support/engines/findEngine.ts';
import { tasksFor } from './drive/campaign.ts';
import { isPromised } from './drive/isPromised.ts';
import { useJourneys } from './drive/useJourneys.ts';

/** A short journey in each engine beside Chromium that is installed; `npm run test:full` has the long ones. */
describe.each(['firefox', 'webkit'] as const)('in %s', (name) => {
  const task = tasksFor('slim', 20, 20, 8).find((one) => isPromised(name, one))!;
  describe.skipIf(isAbsent(name))('', () => void useJourneys([task], name, 1));
});
