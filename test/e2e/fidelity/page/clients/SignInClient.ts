import type { AuthSource } from '@dual-rum/browser';
import type { User } from '../../journey/journey.ts';

/** A client library, as the app uses it. */
export interface SignInClient {
  source: AuthSource;
  /** What the app calls when its page has loaded: comes back from the provider, or restores a session. */
  begin: () => Promise<unknown>;
  /** Signs in without leaving the page, after signing out whoever is there; where the client can. */
  signIn?: (user: User) => Promise<unknown>;
  signOut: () => Promise<unknown>;
  /** Leaves for the provider, to sign in or, with null, to sign out; comes back to this page. */
  leave: (user: User | null) => Promise<unknown>;
  /** The subject who is signed in, as the client itself says. */
  subject: () => Promise<string | null>;
}

/** The address of this page, without what a provider added. */
export const here = (): string => location.origin + location.pathname;

/** Whether the page comes back from a login page. */
export const comesBack = (): boolean => new URLSearchParams(location.search).has('code');
