import type { AuthUser, RumState } from '../api/types.ts';

/** Who the page belongs to. */
export type SignInState =
  | { is: 'pending' }
  | Known
  /** The sign-in source has hinted that this may be over, and has not answered yet. */
  | { is: 'checking'; last: Known };

export type Known = Guest | Authenticated;

export interface Guest {
  is: 'guest';
  /** Somebody said so, or the app acts as for a guest. Else it is what an unknown user counts as. */
  confirmed: boolean;
}

export interface Authenticated {
  is: 'authenticated';
  /** Unset where the app only says that somebody is signed in. */
  user: AuthUser | undefined;
  /** Tells one user from another without saying who. */
  userKey: string;
  /** Whether the session goes on that the browser has stored: after a reload it does. */
  session: 'stored' | 'new';
}

/** What may change it. */
export type SignInEvent =
  | {
      type: 'signed-in';
      user?: AuthUser | undefined;
      userKey: string;
      /** Whose session the browser has stored; empty where there is none. */
      storedUserKey: string;
    }
  | {
      type: 'signed-out';
      /** The sign-in source says that nobody is signed in. It may have said so before. */
      isAnswer?: boolean | undefined;
    }
  /** The sign-in source says that somebody may have signed in or out, and is asked. */
  | { type: 'hinted' }
  /** Nobody answered in time, or the page ends. */
  | { type: 'unanswered' }
  /** The app records something while the page is a guest's. */
  | { type: 'guest-acted' };

export const isKnown = (state: SignInState): state is Known => state.is === 'guest' || state.is === 'authenticated';

/** What is being checked holds until another answer comes. */
const lastState = (state: SignInState): Exclude<SignInState, { is: 'checking' }> =>
  state.is === 'checking' ? state.last : state;

/** The next state; the same object where nothing changes. */
export function nextSignInState(state: SignInState, event: SignInEvent): SignInState {
  const last = lastState(state);
  switch (event.type) {
    case 'signed-in': {
      const { user, userKey, storedUserKey } = event;
      const another = last.is === 'authenticated';
      // An app that only says "signed in" names nobody new.
      if (another && (!user || last.userKey === userKey)) return last;
      return { is: 'authenticated', user, userKey, session: another || storedUserKey !== userKey ? 'new' : 'stored' };
    }
    case 'signed-out':
      return last.is === 'guest' && last.confirmed ? last : { is: 'guest', confirmed: true };
    case 'hinted':
      return isKnown(state) ? { is: 'checking', last: state } : state;
    case 'unanswered':
      return last.is === 'pending' ? { is: 'guest', confirmed: false } : last;
    case 'guest-acted':
      return state.is === 'guest' && !state.confirmed ? { is: 'guest', confirmed: true } : state;
  }
}

/**
 * What a transition does to the recording: what happens `wait`s until it is known whose it is; the recording that was open
 * goes on (`resume`); another one begins (`switch`).
 */
export type RecordingChange = 'none' | 'wait' | 'resume' | 'switch';

export function recordingChange(before: SignInState, after: SignInState): RecordingChange {
  if (before === after) return 'none';
  if (after.is === 'checking') return 'wait';
  const last = lastState(before);
  // A guest who is confirmed is the same guest.
  const same = last === after || (last.is === 'guest' && after.is === 'guest');
  if (!same) return 'switch';
  return before.is === 'checking' ? 'resume' : 'none';
}

/** What the app is told: while it is checked, what held before. */
export const publicState = (state: SignInState): RumState => lastState(state).is;

/**
 * Whether the stored signed-in session is over: no page may go on with it.
 *
 * The app's sign-out ends it, even one that this page knows of: another tab may have begun one since. A source that says once
 * more that nobody is signed in tells nothing of that tab: its client may keep the tokens in memory, apart for each tab.
 */
export const endsStoredSession = (before: SignInState, event: SignInEvent, after: SignInState): boolean =>
  (event.type === 'signed-out' && !event.isAnswer) ||
  (after.is === 'guest' && after.confirmed && lastState(before) !== after);
