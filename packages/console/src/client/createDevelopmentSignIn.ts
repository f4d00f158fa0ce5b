import { mintToken } from './developmentCredentials.ts';

/** A sign-in that takes any name. */
export interface DevelopmentSignIn {
  /** For `auth` of `createDualRum`. */
  source: {
    current: () => Promise<{ subject: string; issuer: string } | null>;
    idToken: () => Promise<string>;
    subscribe: (hint: (why: string) => void) => () => void;
  };
  /** The name of who is signed in, here and in every tab of the site; null: nobody is. */
  readonly user: string | null;
  signIn: (name: string) => void;
  signOut: () => void;
}

const KEY = 'dual-rum-console.user';

/**
 * Signs users in without an identity provider: by name, with id tokens of a console's development issuer. The name outlives a reload, in localStorage.
 *
 * @param config `issuer` and `clientId` of the console, as it prints them
 * @example
 * const development = createDevelopmentSignIn({ issuer: 'http://127.0.0.1:4567/issuer', clientId: 'dual-rum' });
 * const rum = createDualRum({ ...options, auth: development.source });
 * development.signIn('alice');
 */
export function createDevelopmentSignIn(config: { issuer: string; clientId: string }): DevelopmentSignIn {
  const hints = new Set<(why: string) => void>();
  // On a server there is neither, and nobody signs in.
  const storage = (globalThis as { localStorage?: Storage }).localStorage;
  const nameNow = (): string | null => storage?.getItem(KEY) ?? null;
  const change = (why: string, act: () => void): void => {
    act();
    hints.forEach((hint) => hint(why));
  };
  const onStorage = ({ key }: { key: string | null }): void => {
    if (key === KEY || key === null) change('another tab', () => undefined);
  };
  return {
    get user() {
      return nameNow();
    },
    signIn: (name) => change('sign-in', () => storage?.setItem(KEY, name)),
    signOut: () => change('sign-out', () => storage?.removeItem(KEY)),
    source: {
      current: () => {
        const subject = nameNow();
        return Promise.resolve(subject === null ? null : { subject, issuer: config.issuer });
      },
      async idToken() {
        const subject = nameNow();
        if (subject === null) throw new Error('Nobody is signed in: call signIn first.');
        return mintToken(config, subject);
      },
      subscribe(hint) {
        hints.add(hint);
        if (hints.size === 1) addEventListener('storage', onStorage);
        return () => {
          hints.delete(hint);
          if (hints.size === 0) removeEventListener('storage', onStorage);
        };
      },
    },
  };
}
