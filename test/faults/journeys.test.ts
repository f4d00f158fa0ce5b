import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { campaign, tasksFor, type Result } from '../e2e/fidelity/drive/campaign.ts';
import { startRig } from '../e2e/fidelity/drive/rig.ts';
import { table } from '../e2e/fidelity/report/table.ts';
import { tally } from '../e2e/fidelity/report/tally.ts';

const LENGTH = 25;
/** The same journeys each time; `npm run fidelity -- --faults` makes others. */
const seed = 4015;
const tasks = [
  ...tasksFor('slim', seed, 10, LENGTH, true),
  ...tasksFor('recipe', seed, 4, LENGTH, true),
  ...tasksFor('plain', seed, 4, LENGTH, true),
];

let rig: Awaited<ReturnType<typeof startRig>>;
let results: Result[];

beforeAll(async () => {
  rig = await startRig(['slim', 'recipe', 'plain']);
  results = await campaign(tasks, rig, { atOnce: 4, tell: () => undefined });
}, 170_000);

afterAll(async () => {
  await rig?.close();
  if (!results) return;
  const tallies = (['slim', 'recipe', 'plain'] as const).map((subject) => tally(subject, results));
  console.log(`journeys with faults, from seed ${seed} on\n${table(tallies)}`);
});

describe('while services fail now and then, every label arrives once, in the monitor active when its action started', () => {
  it.each(tasks.filter(({ subject }) => subject === 'slim'))('seed $seed', (task) => {
    const { violations } = results.find((one) => one.subject === 'slim' && one.seed === task.seed)!;
    const replay = `npm run fidelity -- --runs 1 --subject slim --faults --seed ${task.seed} --length ${LENGTH} --trace`;
    expect(
      violations.slice(0, 10).map(({ rule, message }) => `${rule}: ${message}`),
      replay,
    ).toEqual([]);
  });
});

it.each(['recipe', 'plain'] as const)('aws-rum-web loses labels on such journeys: %s', (subject) => {
  expect(tally(subject, results).lost).toBeGreaterThan(0);
});
