import { describe, expect, it } from 'vitest';
import { run } from './drive/driver.ts';
import { signInTasks } from './drive/signInTasks.ts';
import { useJourneys } from './drive/useJourneys.ts';
import { BACK } from './drive/visit.ts';
import { toArrival } from './judge/arrival.ts';
import { verdict } from './judge/verdict.ts';
import type { Journey, SignInSetup, Step, User } from './journey/journey.ts';
import { staysOnPage } from './journey/withRealSignIn.ts';

/** Beyond the seeds of signIn.test.ts. */
const FIRST = 20_000;

const CLIENTS = ['amplify', 'auth0', 'oidc'] as const;

describe('sound services', () => {
  useJourneys(
    signInTasks(
      FIRST,
      CLIENTS.flatMap((client) => Array.from({ length: 4 }, () => client)),
    ),
  );
});

describe('services that fail', () => {
  const journeys = useJourneys(
    signInTasks(
      FIRST,
      CLIENTS.flatMap((client) => [client, client]),
      true,
    ),
  );

  /** Alice signs in, CloudWatch is out of reach, and Bob is the next to come. */
  const journeyBy = (signIn: SignInSetup): Journey => {
    const come = (user: User): Step =>
      staysOnPage(signIn)
        ? { step: 'tick', actions: [{ do: 'sign in', user }], wait: 0 }
        : { step: 'redirect', user, wait: 0 };
    const record = (label: string): Step => ({ step: 'tick', actions: [{ do: 'event', label }], wait: 1000 });
    return {
      setup: {
        restore: 'pending',
        pendingFor: 0,
        arrivesSignedIn: false,
        clicks: 'telemetry',
        guestCredentials: 'identity pool',
        lastWords: 'none',
        dispatchInterval: 50,
        batchLimit: 100,
        intakeDelay: 0,
        signIn,
      },
      landing: 'label-0',
      steps: [
        come('alice'),
        record('label-1'),
        { step: 'fault', fault: { kind: 'offline' }, wait: 0 },
        record('label-2'),
        come('bob'),
        record('label-3'),
      ],
      end: 'close',
    };
  };

  it.each([
    ['Amplify', 'amplify', false],
    ['auth0-spa-js in a popup', 'auth0', true],
    ['auth0-spa-js by redirect', 'auth0', false],
    ['oidc-client-ts by redirect', 'oidc', false],
  ] as const)('what a user left waits for that user: %s', async (_, client, popup) => {
    const sound = { pool: { GetId: 0, GetCredentialsForIdentity: 0 }, current: [0], stale: false };
    const journey = journeyBy({ client, cache: 'localstorage', appPool: 'none', popup, ...sound });
    const { evidence, diary, events } = await run(journey, 'signin', journeys.rig);
    expect(verdict(evidence)).toEqual([]);
    const back = diary.find((entry) => entry.entry === 'load' && entry.page === BACK)!.at;
    const late = events
      .filter(({ receivedAt }) => receivedAt > back)
      .map((event) => toArrival(event, 'authenticated').of);
    expect(late).toContainEqual({ kind: 'event', label: 'label-2' });
  });
});
