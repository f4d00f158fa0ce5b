import type { AuthSource } from '@dual-rum/browser';
import type { ShallowRef } from 'vue';

export interface User {
  /** The `sub` of the id token. */
  subject: string;
  /** What the shop calls them. */
  name: string;
}

/** All that the shop knows of a sign-in client. */
export interface Auth {
  /** What rum.ts takes. */
  source: AuthSource;
  /** Who is signed in, or null for a guest. */
  user: Readonly<ShallowRef<User | null>>;
  /** What the sign-in page asks for; `nothing`: the provider asks, on a page of its own. */
  asks: 'a name' | 'a password' | 'nothing';
  /** Rejects when it fails. May leave the page. */
  signIn: (name: string, password: string) => Promise<void>;
  signOut: () => Promise<void>;
  /** Resolves if the page has come back from the provider with a user. */
  returned: Promise<void>;
}

/** Where users sign in: which client, and what it has to know. */
export type AuthConfig =
  | { by: 'development'; issuer: string }
  | { by: 'auth0'; domain: string; clientId: string }
  | { by: 'cognito'; userPoolId: string; userPoolClientId: string; userPoolEndpoint: string }
  | { by: 'oidc'; authority: string; clientId: string };

/** For what never comes: the page is about to leave. */
export const never = (): Promise<never> => new Promise(() => undefined);
