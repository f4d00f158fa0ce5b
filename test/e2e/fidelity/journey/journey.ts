/** What a user does in one visit: the plan that the driver carries out and that a failing run is shrunk to. */
import type { Fault } from '@dual-rum/console';

export type User = 'alice' | 'bob';

/** How the server, or the page itself, ends a request; `ms` is the server's delay. */
export type Reply = 'ok' | 'missing' | 'broken' | 'reset' | 'aborted' | 'timeout';

/** One thing that happens in the page. Whatever is recorded carries the label. */
export type Action =
  | { do: 'push' | 'replace' | 'push then replace' | 'page id' | 'page attributes'; label: string }
  | { do: 'same page' | 'back' }
  | { do: 'event' | 'record error' | 'reject' | 'click'; label: string }
  | { do: 'burst'; label: string; count: number }
  | { do: 'throw'; label: string; from: 'timer' | 'listener' }
  | { do: 'fetch'; label: string; reply: Exclude<Reply, 'timeout'>; ms: number; as: 'text' | 'url' | 'request' }
  | { do: 'xhr'; label: string; reply: Reply; ms: number; sendAfter: number; again: boolean }
  | { do: 'image'; label: string; ms: number }
  /** Where a real client signs in, as that user. */
  | { do: 'sign in'; user?: User }
  | { do: 'sign out' }
  | { do: 'wrap'; at: 'prototype' | 'instance' }
  | { do: 'unwrap' };

export type Step =
  /** The actions of one tick; then `wait` milliseconds. */
  | { step: 'tick'; actions: Action[]; wait: number }
  /** A mouse click by the browser, with all that comes with one. */
  | { step: 'press'; label: string; wait: number }
  | { step: 'reload'; wait: number }
  /** To another site for `wait` milliseconds, and back: the browser may have kept the page. */
  | { step: 'away'; wait: number }
  /** The services begin to fail. */
  | { step: 'fault'; fault: Fault; wait: number }
  | { step: 'hide' | 'show'; wait: number }
  /** To the provider's login page and back as that user, or with null to its log-out and back. */
  | { step: 'redirect'; user: User | null; wait: number };

/** How the app is wired, and how it learns after a load who is signed in. */
export interface Setup {
  /**
   * `call`: starts as a guest and calls `setSignedIn` at once. `late`: a little later, before the user does anything.
   * `initial`: passes it as `initialState`. `pending`: says that it does not know yet, and then knows.
   */
  restore: 'call' | 'late' | 'initial' | 'pending';
  /** Milliseconds that a page takes to know. */
  pendingFor: number;
  /** Signed in on the first page already, by a visit before this one. */
  arrivesSignedIn: boolean;
  /** `early`: `registerDomEvents` for the whole page while it loads; `registered`: for each button as it appears. */
  clicks: 'telemetry' | 'early' | 'registered';
  guestCredentials: 'static' | 'identity pool';
  /** When the app records an event because the page may end. */
  lastWords: 'none' | 'pagehide' | 'visibilitychange';
  dispatchInterval: number;
  batchLimit: number;
  /** Milliseconds that the intake takes to answer. */
  intakeDelay: number;
  /** Unset: the app itself says who is signed in. */
  signIn?: SignInSetup;
}

/** A real client that signs in at a local provider, and how slow everything about it is. */
export interface SignInSetup {
  client: 'amplify' | 'auth0' | 'oidc';
  /** Where auth0-spa-js keeps its tokens. */
  cache: 'localstorage' | 'memory';
  /** Amplify's own identity pool, as many apps have one: `merging` makes guests of users before they sign in. */
  appPool: 'none' | 'sound' | 'slow' | 'failing' | 'merging';
  /** Auth0 signs in by a popup window, without leaving the page. */
  popup: boolean;
  /** Milliseconds that the identity pool takes to answer. */
  pool: { GetId: number; GetCredentialsForIdentity: number };
  /** Milliseconds that `current()` takes to answer, each time the next of them. */
  current: number[];
  /** Whether a slow answer tells who was signed in when it was asked for, or who is when it is given. */
  stale: boolean;
}

export interface Journey {
  setup: Setup;
  /** Label of the first page. */
  landing: string;
  steps: Step[];
  /** An awaited `flush()`, or a tab that is just closed. */
  end: 'flush' | 'close';
}

/** How many things a journey does; the waits are none. */
export const actionsOf = ({ steps }: Journey): number =>
  steps.reduce((sum, step) => sum + (step.step === 'tick' ? step.actions.length : 1), 0);
