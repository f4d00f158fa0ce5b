import type { AuthUser } from '../api/types.ts';

/** Who the page belongs to. */
export type SignInState =
  | { is: 'pending' }
  /** `confirmed`: somebody said so, or the app acts as for a guest. Else it is what an unknown user counts as. */
  | { is: 'guest'; confirmed: boolean }
  | Authenticated;

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
  | { type: 'signed-out' }
  /** Nobody answered in time, or the page ends. */
  | { type: 'guest-assumed' }
  /** The app records something while the page is a guest's. */
  | { type: 'guest-acted' };

/** The next state; the same object where nothing changes. */
export function nextSignInState(state: SignInState, event: SignInEvent): SignInState {
  switch (event.type) {
    case 'signed-in': {
      const { user, userKey, storedUserKey } = event;
      const another = state.is === 'authenticated';
      // An app that only says "signed in" names nobody new.
      if (another && (!user || state.userKey === userKey)) return state;
      return { is: 'authenticated', user, userKey, session: another || storedUserKey !== userKey ? 'new' : 'stored' };
    }
    case 'signed-out':
      return state.is === 'guest' && state.confirmed ? state : { is: 'guest', confirmed: true };
    case 'guest-assumed':
      return state.is === 'pending' ? { is: 'guest', confirmed: false } : state;
    case 'guest-acted':
      return state.is === 'guest' && !state.confirmed ? { is: 'guest', confirmed: true } : state;
  }
}

/** Whether another recording begins. */
export const isSwitch = (before: SignInState, after: SignInState): boolean =>
  before !== after && (before.is !== after.is || after.is === 'authenticated');

/**
 * Whether the stored signed-in session is over: no page may go on with it.
 *
 * Each sign-out ends it, even one that this page knows of: another tab may have begun one since.
 */
export const endsStoredSession = (before: SignInState, event: SignInEvent, after: SignInState): boolean =>
  event.type === 'signed-out' || (event.type === 'guest-acted' && before !== after);
