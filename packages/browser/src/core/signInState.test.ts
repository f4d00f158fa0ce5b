import { describe, expect, it } from 'vitest';
import { endsStoredSession, isSwitch, nextSignInState, type SignInEvent, type SignInState } from './signInState.ts';

const alice = { subject: 'alice', issuer: 'https://id.example.com' };
const bob = { subject: 'bob', issuer: 'https://id.example.com' };
const signedIn = (user: typeof alice | undefined, storedUserKey: string): SignInEvent => ({
  type: 'signed-in',
  user,
  userKey: user?.subject ?? '-',
  storedUserKey,
});

const EVENTS: SignInEvent[] = [
  signedIn(alice, ''),
  signedIn(alice, 'alice'),
  signedIn(bob, 'alice'),
  signedIn(undefined, '-'),
  { type: 'signed-out' },
  { type: 'guest-assumed' },
  { type: 'guest-acted' },
];
const INITIAL: SignInState[] = [{ is: 'pending' }, { is: 'guest', confirmed: false }];

interface Step {
  before: SignInState;
  event: SignInEvent;
  after: SignInState;
  past: SignInEvent[];
}

/** The steps, of every sequence of up to `length` events from every initial state, at which a rule does not hold. */
function exceptions(length: number, holds: (step: Step) => boolean): Step[] {
  const found: Step[] = [];
  const go = (before: SignInState, past: SignInEvent[]): void => {
    if (past.length === length) return;
    for (const event of EVENTS) {
      const after = nextSignInState(before, event);
      const step = { before, event, after, past };
      if (!holds(step)) found.push(step);
      go(after, [...past, event]);
    }
  };
  for (const state of INITIAL) go(state, []);
  return found;
}

describe('every sequence of up to six events', () => {
  it('ends in the state that the last decisive event says', () => {
    const wrong = exceptions(6, ({ event, after, past }) => {
      const said = [...past, event].filter(({ type }) => type === 'signed-in' || type === 'signed-out').at(-1);
      if (said?.type === 'signed-in') return after.is === 'authenticated';
      if (said?.type === 'signed-out') return after.is === 'guest' && after.confirmed;
      return after.is !== 'authenticated';
    });
    expect(wrong).toEqual([]);
  });

  it('never goes back to pending', () => {
    expect(exceptions(6, ({ before, after }) => before.is === 'pending' || after.is !== 'pending')).toEqual([]);
  });

  it('keeps a confirmed guest confirmed until a sign-in', () => {
    const wrong = exceptions(6, ({ before, event, after }) => {
      const confirmed = before.is === 'guest' && before.confirmed;
      return !confirmed || event.type === 'signed-in' || after === before;
    });
    expect(wrong).toEqual([]);
  });

  it('gives a user who follows another a session of their own', () => {
    const wrong = exceptions(6, ({ before, after }) => {
      const follows = before.is === 'authenticated' && after.is === 'authenticated' && before !== after;
      return !follows || after.session === 'new';
    });
    expect(wrong).toEqual([]);
  });

  it('goes on with a stored session only for the user it belongs to', () => {
    const wrong = exceptions(6, ({ before, event, after }) => {
      const goesOn = after !== before && after.is === 'authenticated' && after.session === 'stored';
      return !goesOn || (event.type === 'signed-in' && after.userKey === event.storedUserKey);
    });
    expect(wrong).toEqual([]);
  });

  it('changes nothing when the same event comes twice', () => {
    expect(exceptions(6, ({ event, after }) => nextSignInState(after, event) === after)).toEqual([]);
  });

  it('begins another recording exactly when the monitor or the user changes', () => {
    const who = (state: SignInState): string => (state.is === 'authenticated' ? `user ${state.userKey}` : state.is);
    const wrong = exceptions(6, ({ before, after }) => isSwitch(before, after) === (who(before) !== who(after)));
    expect(wrong).toEqual([]);
  });

  it('ends the stored session at each sign-out, and once when an assumed guest acts', () => {
    const wrong = exceptions(6, ({ before, event, after }) => {
      const acts = event.type === 'guest-acted' && before.is === 'guest' && !before.confirmed;
      return endsStoredSession(before, event, after) === (event.type === 'signed-out' || acts);
    });
    expect(wrong).toEqual([]);
  });
});

it('keeps the named user when the app only says that somebody is signed in', () => {
  const state = nextSignInState({ is: 'pending' }, signedIn(alice, ''));
  expect(nextSignInState(state, signedIn(undefined, 'alice'))).toBe(state);
});

it('takes a named user after an unnamed one for another', () => {
  const unnamed = nextSignInState({ is: 'guest', confirmed: true }, signedIn(undefined, ''));
  expect(nextSignInState(unnamed, signedIn(alice, '-'))).toMatchObject({ user: alice, session: 'new' });
});
