import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { journeyOf } from './journey/arbitrary.ts';
import { campaign, tasksFor, type Result } from './drive/campaign.ts';
import { run } from './drive/driver.ts';
import { startRig } from './drive/rig.ts';
import { table } from './report/table.ts';
import { tally } from './report/tally.ts';
import { verdict } from './judge/verdict.ts';
import { withoutSwitches } from './journey/withoutSwitches.ts';

const LENGTH = 30;
/** The same journeys each time; `npm run fidelity` makes others. */
const seed = 20;
const tasks = [
  ...tasksFor('slim', seed, 15, LENGTH),
  ...tasksFor('full', seed, 4, LENGTH),
  ...tasksFor('recipe', seed, 3, LENGTH),
];

let rig: Awaited<ReturnType<typeof startRig>>;
let results: Result[];

beforeAll(async () => {
  rig = await startRig(['slim', 'full', 'recipe']);
  results = await campaign(tasks, rig, { atOnce: 4, tell: () => undefined });
}, 170_000);

afterAll(async () => {
  await rig?.close();
  if (!results) return;
  const tallies = (['slim', 'full', 'recipe'] as const).map((subject) => tally(subject, results));
  console.log(`journeys from seed ${seed} on\n${table(tallies)}`);
});

describe('every label arrives once, in the monitor that was active when its action started', () => {
  it.each(tasks.filter(({ subject }) => subject !== 'recipe'))('$subject, seed $seed', (task) => {
    const { violations } = results.find((one) => one.subject === task.subject && one.seed === task.seed)!;
    const replay = `npm run fidelity -- --runs 1 --subject ${task.subject} --seed ${task.seed} --length ${LENGTH} --trace`;
    expect(
      violations.slice(0, 10).map(({ rule, message }) => `${rule}: ${message}`),
      replay,
    ).toEqual([]);
  });
});

describe('two hand-wired instances', () => {
  it('lose, misfile or double labels on the same journeys', () => {
    const { lost, misfiled, doubled } = tally('recipe', results);
    expect(lost + misfiled + doubled).toBeGreaterThan(0);
  });

  it('do not while nobody signs in: it is the switch that they fail at', async () => {
    const { evidence } = await run(withoutSwitches(journeyOf(seed, LENGTH)), 'recipe', rig);
    expect(verdict(evidence)).toEqual([]);
  });
});
