import { expect, it } from 'vitest';
import { tasksFor } from './drive/campaign.ts';
import { run } from './drive/driver.ts';
import { useJourneys } from './drive/useJourneys.ts';
import { journeyOf } from './journey/arbitrary.ts';
import { withoutSwitches } from './journey/withoutSwitches.ts';
import { verdict } from './judge/verdict.ts';

const LENGTH = 30;
/** The first ones that journeys.test.ts leaves. */
const SEED = 23;

const journeys = useJourneys([
  ...tasksFor('slim', SEED, 30, LENGTH),
  ...tasksFor('full', SEED, 10, LENGTH),
  ...tasksFor('recipe', SEED, 3, LENGTH),
]);

it('two hand-wired instances lose, misfile or double labels on the same journeys', () => {
  const { lost, misfiled, doubled } = journeys.tallyOf('recipe');
  expect(lost + misfiled + doubled).toBeGreaterThan(0);
});

it('two hand-wired instances do not while nobody signs in: it is the switch that they fail at', async () => {
  const { evidence } = await run(withoutSwitches(journeyOf(SEED, LENGTH)), 'recipe', journeys.rig);
  expect(verdict(evidence)).toEqual([]);
});
