import fc from 'fast-check';
import type { Action, Journey, SignInSetup, Step, User } from './journey.ts';

const slow = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 3000 }));

const setup: fc.Arbitrary<SignInSetup> = fc.record({
  client: fc.constantFrom('amplify', 'auth0', 'oidc'),
  cache: fc.constantFrom('localstorage', 'memory'),
  appPool: fc.constantFrom('none', 'sound', 'slow', 'failing', 'merging'),
  popup: fc.boolean(),
  pool: fc.record({ GetId: slow, GetCredentialsForIdentity: slow }),
  current: fc.array(slow, { minLength: 2, maxLength: 6 }),
  stale: fc.boolean(),
});

interface Turn {
  user: User;
  /** Logs out at the provider, too, for which the page leaves. */
  leaves: boolean;
}
const turns: fc.Arbitrary<Turn[]> = fc.array(
  fc.record({ user: fc.constantFrom('alice', 'bob'), leaves: fc.boolean() }),
  { minLength: 8, maxLength: 8 },
);

/** Whether users sign in without leaving the page. */
export const staysOnPage = ({ client, popup }: SignInSetup): boolean =>
  client === 'amplify' || (client === 'auth0' && popup);

/** The same journeys with users who sign in by a real client: in the page, or by leaving it. */
export const withRealSignIn = (journeys: fc.Arbitrary<Journey>): fc.Arbitrary<Journey> =>
  fc.tuple(journeys, setup, turns).map(([journey, signIn, turns]) => {
    let next = 0;
    const turn = (): Turn => turns[next++ % turns.length]!;
    return {
      ...journey,
      setup: {
        ...journey.setup,
        restore: 'pending',
        arrivesSignedIn: false,
        guestCredentials: 'identity pool',
        signIn,
      },
      steps: journey.steps.flatMap((step) =>
        step.step === 'tick' ? (staysOnPage(signIn) ? inPage(step, turn) : byRedirect(step, turn)) : step,
      ),
    };
  });

type Tick = Extract<Step, { step: 'tick' }>;

const inPage = (tick: Tick, turn: () => Turn): Step[] => [
  { ...tick, actions: tick.actions.map((one): Action => (one.do === 'sign in' ? { ...one, user: turn().user } : one)) },
];

/** What a tick does besides, and then the page leaves; from several sign-ins of a tick, one is left. */
function byRedirect(tick: Tick, turn: () => Turn): Step[] {
  const { wait } = tick;
  const { user, leaves } = turn();
  const signsIn = tick.actions.some((one) => one.do === 'sign in');
  const leavesToSignOut = leaves && !signsIn && tick.actions.some((one) => one.do === 'sign out');
  const stays = tick.actions.filter((one) => one.do !== 'sign in' && !(leavesToSignOut && one.do === 'sign out'));
  return [
    ...(stays.length > 0 ? [{ ...tick, actions: stays }] : []),
    ...(signsIn ? [{ step: 'redirect' as const, user, wait }] : []),
    ...(leavesToSignOut ? [{ step: 'redirect' as const, user: null, wait }] : []),
  ];
}
