import { expect, it } from 'vitest';
import { startRig } from '../../e2e/fidelity/drive/rig.ts';
import { verdict } from '../../e2e/fidelity/judge/verdict.ts';
import { longVisit } from './longVisit.ts';
import { soak } from './soak.ts';

/** How much faster than usual time passes. */
const SPEED = 50;

it('five minutes on one page with failing services lose, misfile and double nothing; soak.full.test.ts takes an hour', async () => {
  const rig = await startRig(['soak']);
  try {
    const { evidence, samples } = await soak(longVisit(1, 5, 1750, SPEED), rig, { speed: SPEED, looks: 2 });
    expect(evidence.story.signIns.length).toBeGreaterThan(10);
    expect(samples.at(-1)!.failed).toBeGreaterThan(10);
    expect(verdict(evidence).map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  } finally {
    await rig.close();
  }
}, 300_000);
