import { expect, it } from 'vitest';
import { tasksFor } from '../e2e/fidelity/drive/campaign.ts';
import { useJourneys } from '../e2e/fidelity/drive/useJourneys.ts';

const LENGTH = 25;
/** The first ones that journeys.test.ts leaves. */
const SEED = 4017;

const journeys = useJourneys([
  ...tasksFor('slim', SEED, 38, LENGTH, true),
  ...tasksFor('recipe', SEED, 4, LENGTH, true),
  ...tasksFor('plain', SEED, 4, LENGTH, true),
]);

it.each(['recipe', 'plain'] as const)('aws-rum-web loses labels on journeys with faults: %s', (subject) => {
  expect(journeys.tallyOf(subject).lost).toBeGreaterThan(0);
});
