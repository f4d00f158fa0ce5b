import type { AuthUser, RumState } from '../api/types.ts';
import type { Safely } from '../problems/createSafely.ts';
import {
  endsStoredSession,
  isKnown,
  nextSignInState,
  publicState,
  recordingChange,
  type RecordingChange,
  type SignInEvent,
  type SignInState,
} from './signInState.ts';
import { userKeyOf } from './userKey.ts';

export interface SignInOptions {
  initial: RumState;
  /** Whose session the browser has stored; empty where there is none. */
  storedUserKey: () => string;
  forgetStoredSession: () => void;
  /** The recording changes: called before the app's listeners. */
  onChange: (change: RecordingChange, state: SignInState) => void;
  /** Milliseconds to wait for an answer of the sign-in source. */
  timeout: number;
  safely: Safely;
}

/** What timers can hold; they would fire at once beyond it. */
const MAX_TIMEOUT = 2 ** 31;

/** Holds who the page belongs to, and tells when that changes. */
export function createSignIn(options: SignInOptions) {
  const { initial, storedUserKey, forgetStoredSession, onChange, timeout, safely } = options;
  const listeners = new Set<(state: RumState) => void>();
  const waiting = new Set<() => void>();
  let closed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const signedIn = (user: AuthUser | undefined): SignInEvent => ({
    type: 'signed-in',
    user,
    userKey: userKeyOf(user),
    storedUserKey: storedUserKey(),
  });
  const first = (): SignInState => {
    if (initial === 'pending') return { is: 'pending' };
    const guest: SignInState = { is: 'guest', confirmed: false };
    return initial === 'guest' ? guest : nextSignInState(guest, signedIn(undefined));
  };
  let state = first();

  const apply = (event: SignInEvent): void => {
    if (closed) return;
    const before = state;
    const after = nextSignInState(before, event);
    state = after;
    watchTime(before);
    const change = recordingChange(before, after);
    if (change !== 'none') onChange(change, after);
    if (change === 'switch') {
      // A listener may switch again: the others hear of that.
      for (const listener of [...listeners]) if (state === after) safely(listener)(publicState(after));
    }
    if (isKnown(state)) for (const known of [...waiting]) known();
    if (endsStoredSession(before, event, after)) forgetStoredSession();
  };
  const unanswered = safely(() => apply({ type: 'unanswered' }));
  /** A source that never answers is waited for once each time, not for ever. */
  const watchTime = (before?: SignInState): void => {
    if (state === before) return;
    clearTimeout(timer);
    if (!isKnown(state) && timeout < MAX_TIMEOUT) timer = setTimeout(unanswered, timeout);
  };
  watchTime();

  return {
    get state(): SignInState {
      return state;
    },
    signIn: (user?: AuthUser): void => apply(signedIn(user)),
    signOut: (isAnswer?: boolean): void => apply({ type: 'signed-out', isAnswer }),
    /** The sign-in source is asked, since somebody may have signed in or out. */
    check: (): void => apply({ type: 'hinted' }),
    /** There is no more time to wait for an answer. */
    assume: unanswered,
    /** The app records something. A guest who was only assumed is confirmed by it, and the stored signed-in session ends. */
    act: (): void => apply({ type: 'guest-acted' }),
    subscribe(listener: (state: RumState) => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /** Calls `listener` once it is known who is signed in; returns its undo. */
    whenKnown(listener: () => void): () => void {
      if (isKnown(state)) {
        listener();
        return () => undefined;
      }
      const once = (): void => {
        waiting.delete(once);
        listener();
      };
      waiting.add(once);
      return () => void waiting.delete(once);
    },
    /** Nothing changes any more, and nobody hears of it. */
    close(): void {
      closed = true;
      clearTimeout(timer);
      listeners.clear();
      waiting.clear();
    },
  };
}
