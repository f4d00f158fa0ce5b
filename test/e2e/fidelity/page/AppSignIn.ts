import type { AuthSource } from '@dual-rum/browser';
import type { State } from './diary.ts';
import type { User } from '../journey/journey.ts';
import type { Subject } from './subject.ts';

/** How the app knows who is signed in, and how the subject learns it. */
export interface AppSignIn {
  initialState: State;
  auth?: AuthSource;
  /** The page has loaded, and the subject is there. */
  begin: (rum: Subject) => void;
  /** Without leaving the page. */
  set: (signedIn: boolean, user?: User) => void;
  /** Leaves the page to sign in as somebody, or to sign out. */
  leave: (user: User | null) => void;
  /** Whether it is known who is signed in, and whether everything that was asked for is done. */
  known: () => boolean;
  /** Whether a page that came back as it was left knows again; always, where it has not forgotten. */
  answered: () => boolean;
  /** Whether somebody may have signed in or out, and it is not known yet. */
  isChecking: () => boolean;
  /** Whether the page may leave. */
  ready: () => boolean;
  /** The page leaves now: until it has, nothing more is learnt. */
  hold: () => void;
  /** The visit ends. */
  end: () => Promise<void>;
}
