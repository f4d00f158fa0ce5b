import { describe, expect, it } from 'vitest';
import {
  endsStoredSession,
  nextSignInState,
  publicState,
  recordingChange,
  type SignInEvent,
  type SignInState,
} from './signInState.ts';

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
  { type: 'signed-out', isAnswer: true },
  { type: 'hinted' },
  { type: 'unanswered' },
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
      const known = after.is === 'checking' ? after.last : after;
      if (said?.type === 'signed-in') return known.is === 'authenticated';
      if (said?.type === 'signed-out') return known.is === 'guest' && known.confirmed;
      return known.is !== 'authenticated';
    });
    expect(wrong).toEqual([]);
  });

  it('never goes back to pending', () => {
    expect(exceptions(6, ({ before, after }) => before.is === 'pending' || after.is !== 'pending')).toEqual([]);
  });

  it('keeps a confirmed guest confirmed until a sign-in, also while that is checked', () => {
    const wrong = exceptions(6, ({ before, event, after }) => {
      const confirmed = before.is === 'guest' && before.confirmed;
      return (
        !confirmed ||
        event.type === 'signed-in' ||
        after === before ||
        (after.is === 'checking' && after.last === before)
      );
    });
    expect(wrong).toEqual([]);
  });

  it('checks only what is known, and falls back to it when nobody answers', () => {
    const wrong = exceptions(6, ({ before, event, after }) => {
      if (event.type === 'hinted') return before.is === 'pending' ? after === before : after.is === 'checking';
      if (event.type === 'unanswered' && before.is === 'checking') return after === before.last;
      return true;
    });
    expect(wrong).toEqual([]);
  });

  it('tells the app of nothing while it is checked', () => {
    const wrong = exceptions(
      6,
      ({ before, after }) => after.is !== 'checking' || publicState(after) === publicState(before),
    );
    expect(wrong).toEqual([]);
  });

  it('gives a user who follows another a session of their own', () => {
    const wrong = exceptions(6, ({ before, after }) => {
      const last = before.is === 'checking' ? before.last : before;
      const follows = last.is === 'authenticated' && after.is === 'authenticated' && last !== after;
      return !follows || after.session === 'new';
    });
    expect(wrong).toEqual([]);
  });

  it('goes on with a stored session only for the user it belongs to', () => {
    const wrong = exceptions(6, ({ before, event, after }) => {
      const known = before === after || (before.is === 'checking' && before.last === after);
      const goesOn = !known && after.is === 'authenticated' && after.session === 'stored';
      return !goesOn || (event.type === 'signed-in' && after.userKey === event.storedUserKey);
    });
    expect(wrong).toEqual([]);
  });

  it('changes nothing when the same event comes twice', () => {
    expect(exceptions(6, ({ event, after }) => nextSignInState(after, event) === after)).toEqual([]);
  });

  it('begins another recording exactly when the monitor or the user changes', () => {
    const who = (state: SignInState): string => {
      const last = state.is === 'checking' ? state.last : state;
      return last.is === 'authenticated' ? `user ${last.userKey}` : last.is;
    };
    const wrong = exceptions(
      6,
      ({ before, after }) => (recordingChange(before, after) === 'switch') === (who(before) !== who(after)),
    );
    expect(wrong).toEqual([]);
  });

  it('lets what happens wait exactly while it is checked, and then goes on or switches', () => {
    const wrong = exceptions(6, ({ before, after }) => {
      const change = recordingChange(before, after);
      if (after.is === 'checking') return change === (before.is === 'checking' ? 'none' : 'wait');
      if (before.is === 'checking') return change === 'resume' || change === 'switch';
      return change === 'none' || change === 'switch';
    });
    expect(wrong).toEqual([]);
  });

  it('ends the stored session at each sign-out, and once when an assumed guest acts, not where a source says again that nobody is signed in', () => {
    const wrong = exceptions(6, ({ before, event, after }) => {
      const acts = event.type === 'guest-acted' && before.is === 'guest' && !before.confirmed;
      const last = before.is === 'checking' ? before.last : before;
      const again = event.type === 'signed-out' && event.isAnswer && last.is === 'guest' && last.confirmed;
      return endsStoredSession(before, event, after) === ((event.type === 'signed-out' && !again) || acts);
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
