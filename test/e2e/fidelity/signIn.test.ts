import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { journeyOf } from './journey/arbitrary.ts';
import { campaign, type Result, type Task } from './drive/campaign.ts';
import { run } from './drive/driver.ts';
import type { Journey, SignInSetup } from './journey/journey.ts';
import { startRig } from './drive/rig.ts';
import { table } from './report/table.ts';
import { tally } from './report/tally.ts';
import { verdict } from './judge/verdict.ts';

const LENGTH = 20;
/** The same journeys each time; `npm run fidelity -- --subject signin` makes others. */
const first = 7000;

/** Everybody who signs in. */
const users = ({ steps }: Journey): unknown[] =>
  steps
    .flatMap((step): object[] => (step.step === 'tick' ? step.actions : [step]))
    .flatMap((one) => ('user' in one && one.user ? [one.user] : []));

/** The next seed whose journey signs in by that client, both users. */
const taskFor = (client: SignInSetup['client'], index: number): Task => {
  const suits = (journey: Journey): boolean =>
    journey.setup.signIn?.client === client && new Set(users(journey)).size === 2;
  let seed = first + 1000 * index;
  while (!suits(journeyOf(seed, LENGTH, 'signin'))) seed++;
  return { subject: 'signin', seed, length: LENGTH };
};
const tasks = (['amplify', 'amplify', 'auth0', 'auth0', 'oidc'] as const).map(taskFor);

let rig: Awaited<ReturnType<typeof startRig>>;
let results: Result[];

beforeAll(async () => {
  rig = await startRig(['signin']);
  results = await campaign(tasks, rig, { atOnce: 5, tell: () => undefined });
}, 170_000);

afterAll(async () => {
  await rig?.close();
  if (results) console.log(`journeys from seed ${first} on\n${table([tally('signin', results)])}`);
});

describe('users who sign in by a real client: every label arrives once, in the monitor active when its action started', () => {
  it.each(tasks)('seed $seed', ({ seed }) => {
    const { violations } = results.find((one) => one.seed === seed)!;
    const replay = `npm run fidelity -- --runs 1 --subject signin --seed ${seed} --length ${LENGTH} --trace`;
    expect(
      violations.slice(0, 10).map(({ rule, message }) => `${rule}: ${message}`),
      replay,
    ).toEqual([]);
  });

  it('was tried on sign-ins', () => {
    const signIns = results.flatMap(({ evidence }) => evidence.story.signIns);
    expect(signIns.length).toBeGreaterThan(0);
  });
});

describe('a page that ends before it knows who is signed in', () => {
  const setup: Journey['setup'] = {
    restore: 'pending',
    pendingFor: 0,
    arrivesSignedIn: false,
    clicks: 'telemetry',
    guestCredentials: 'identity pool',
    lastWords: 'pagehide',
    dispatchInterval: 50,
    batchLimit: 100,
    intakeDelay: 0,
    signIn: {
      client: 'amplify',
      cache: 'memory',
      pool: { GetId: 0, GetCredentialsForIdentity: 0 },
      current: [1500],
      stale: false,
    },
  };

  it('does not end the session of a signed-in user, whatever the app records as it goes', async () => {
    const journey: Journey = {
      setup,
      landing: 'label-0',
      steps: [
        { step: 'tick', actions: [], wait: 2500 },
        { step: 'tick', actions: [{ do: 'sign in', user: 'alice' }], wait: 4000 },
        { step: 'reload', wait: 0 },
        { step: 'reload', wait: 2500 },
        { step: 'tick', actions: [{ do: 'event', label: 'label-1' }], wait: 0 },
      ],
      end: 'flush',
    };
    const { evidence, diary } = await run(journey, 'signin', rig);
    const pages = diary.flatMap((one) => (one.entry === 'load' ? ['load'] : one.entry === 'state' ? [one.state] : []));
    expect(pages).toEqual(['load', 'guest', 'authenticated', 'load', 'load', 'authenticated']);
    expect(verdict(evidence)).toEqual([]);
  });
});
