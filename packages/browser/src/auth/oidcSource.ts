import type { AuthSource } from '../api/types.ts';
import { listen } from './listen.ts';
import { isRenewalRefused, secondsLeft } from './tokens.ts';
import { watchClient } from './watchClient.ts';

interface User {
  profile: { sub: string; iss: string; exp: number };
  id_token?: string | undefined;
  refresh_token?: string | undefined;
  expired?: boolean | undefined;
}

/** What is used of `UserManager` of oidc-client-ts 3. */
export interface OidcUserManager {
  readonly settings: { readonly silent_redirect_uri: string };
  getUser(): Promise<User | null>;
  signinSilent(): Promise<User | null>;
  events: Record<
    'addUserUnloaded' | 'addUserSignedOut' | 'addSilentRenewError',
    (listener: () => void) => () => void
  > & {
    addUserLoaded(listener: (user: { profile: { sub: string } }) => void): () => void;
  };
}

/** What the methods of the manager may do. A popup to sign out removes the user first, by `removeUser`. */
const METHODS = {
  removeUser: 'sign-out',
  signinCallback: 'sign-in',
  signinPopup: 'sign-in',
  signinRedirectCallback: 'sign-in',
  signinResourceOwnerCredentials: 'sign-in',
  signinSilent: 'renewal',
  signoutRedirect: 'sign-out',
} as const;

/**
 * Sign-in from any OpenID Connect provider through oidc-client-ts 3; it fits the hosted UI of Cognito too.
 *
 * Create it before the app calls the manager, so that no login is missed.
 *
 * @example
 * const manager = new UserManager({ authority, client_id, redirect_uri });
 * const rum = createDualRum({ region, applicationVersion, auth: oidcSource(manager), guest, authenticated });
 */
export function oidcSource(manager: OidcUserManager): AuthSource {
  const { events } = manager;
  let lastSubject: string | undefined;
  const { callOriginal, isAnswerPending, nextHint, remember, subscribe } = watchClient(
    manager,
    METHODS,
    (hint, refreshOrSignIn) => [
      // Raised before the method that did it resolves: https://authts.github.io/oidc-client-ts/classes/UserManagerEvents.html
      events.addUserLoaded(({ profile }) => hint('user loaded', profile.sub === lastSubject ? 'refresh' : 'change')),
      events.addUserUnloaded(() => hint('user unloaded')),
      // Of the provider. The manager keeps its user until the app removes it.
      events.addUserSignedOut(() => hint('signed out at the provider', 'refresh')),
      events.addSilentRenewError(() => hint('silent renew error', 'refresh')),
      // Another tab's user: the key is `oidc.user:<authority>:<client>`, unless the app's store has a prefix of its own.
      listen(window, 'storage', ({ key, newValue }: StorageEvent) => {
        if (!key || key.includes('user:')) hint('storage', newValue ? refreshOrSignIn() : 'change');
      }),
    ],
  );
  let renewal: Promise<unknown> | undefined;
  // One at a time, and not beside the app's own: a provider may take a refresh token that is used twice for a stolen one.
  // https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2
  const renew = (isPending: boolean): Promise<unknown> =>
    (renewal ??= Promise.resolve(isPending ? nextHint() : callOriginal('signinSilent')).finally(
      () => (renewal = undefined),
    ));

  const readUser = async (): Promise<User | null> => {
    let user = await manager.getUser();
    while (isAnswerPending(Boolean(user))) {
      await nextHint();
      user = await manager.getUser();
    }
    if (!user?.expired) return user;
    // There is no way to renew it: https://authts.github.io/oidc-client-ts/classes/UserManager.html#signinsilent
    if (!user.refresh_token && !manager.settings.silent_redirect_uri) return null;
    try {
      await renew(isAnswerPending(false));
    } catch (cause) {
      if (isRenewalRefused(cause)) return null;
      throw cause;
    }
    return manager.getUser();
  };

  return {
    async current() {
      const user = await readUser();
      lastSubject = user?.profile.sub;
      return remember(user && { subject: user.profile.sub, issuer: user.profile.iss });
    },
    async idToken(minTtlSeconds = 60) {
      let user = await manager.getUser();
      if (user && (!user.id_token || secondsLeft(user.profile.exp) < minTtlSeconds)) {
        await renew(isAnswerPending(false));
        user = await manager.getUser();
      }
      if (!user?.id_token || secondsLeft(user.profile.exp) <= 0) {
        throw new Error('the OpenID provider gives no fresh id token');
      }
      return user.id_token;
    },
    subscribe,
  };
}
