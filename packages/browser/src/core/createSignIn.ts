import type { AuthUser, RumState } from '../api/types.ts';
import type { Safely } from '../problems/createSafely.ts';
import { endsStoredSession, isSwitch, nextSignInState, type SignInEvent, type SignInState } from './signInState.ts';
import { userKeyOf } from './userKey.ts';

export interface SignInOptions {
  initial: RumState;
  /** Whose session the browser has stored; empty where there is none. */
  storedUserKey: () => string;
  forgetStoredSession: () => void;
  /** Another recording begins: called before the app's listeners. */
  onSwitch: (state: SignInState) => void;
  safely: Safely;
}

/** Holds who the page belongs to, and tells when that changes. */
export function createSignIn({ initial, storedUserKey, forgetStoredSession, onSwitch, safely }: SignInOptions) {
  const listeners = new Set<(state: RumState) => void>();
  let closed = false;

  const first = (): SignInState => {
    if (initial === 'pending') return { is: 'pending' };
    const guest: SignInState = { is: 'guest', confirmed: false };
    return initial === 'guest' ? guest : nextSignInState(guest, signedIn(undefined));
  };
  const signedIn = (user: AuthUser | undefined): SignInEvent => ({
    type: 'signed-in',
    user,
    userKey: userKeyOf(user),
    storedUserKey: storedUserKey(),
  });
  let state = first();

  const apply = (event: SignInEvent): void => {
    if (closed) return;
    const before = state;
    const after = nextSignInState(before, event);
    state = after;
    if (isSwitch(before, after)) {
      onSwitch(after);
      // A listener may switch again: the others hear of that.
      for (const listener of [...listeners]) if (state.is === after.is) safely(listener)(after.is);
    }
    if (endsStoredSession(before, event, after)) forgetStoredSession();
  };

  return {
    get state(): SignInState {
      return state;
    },
    signIn: (user?: AuthUser): void => apply(signedIn(user)),
    signOut: (): void => apply({ type: 'signed-out' }),
    assumeGuest: (): void => apply({ type: 'guest-assumed' }),
    /** The app acts. As a guest's, the page is known to be one. */
    act: (): void => apply({ type: 'guest-acted' }),
    subscribe(listener: (state: RumState) => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /** Nothing changes any more, and nobody hears of it. */
    close(): void {
      closed = true;
      listeners.clear();
    },
  };
}
