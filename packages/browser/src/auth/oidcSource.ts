import { isOver, observe, on, secondsLeft } from './watchClient.ts';
import type { AuthSource } from '../api/types.ts';

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
    'addUserLoaded' | 'addUserUnloaded' | 'addUserSignedOut' | 'addSilentRenewError',
    (listener: () => void) => () => void
  >;
}

const METHODS = [
  'removeUser',
  'signinCallback',
  'signinPopup',
  'signinRedirectCallback',
  'signinResourceOwnerCredentials',
  'signinSilent',
  'signoutPopup',
];

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
  const { busy, call, next, subscribe } = observe(manager, METHODS, (hint) => [
    ...(['addUserLoaded', 'addUserUnloaded', 'addUserSignedOut', 'addSilentRenewError'] as const).map((add) =>
      events[add](() => hint(add)),
    ),
    // `oidc.user:<authority>:<client>`, unless the app's store has a prefix of its own.
    on(window, 'storage', ({ key }: StorageEvent) => {
      if (!key || key.includes('user:')) hint('storage');
    }),
  ]);
  let renewing: Promise<unknown> | undefined;
  /** Once at a time, and not beside the app's own: providers may take a refresh token that is used twice for a stolen one. */
  const renew = (): Promise<unknown> =>
    (renewing ??= Promise.resolve(busy() ? next() : call('signinSilent')).finally(() => (renewing = undefined)));

  return {
    async current() {
      let user = await manager.getUser();
      while (!user && busy()) {
        await next();
        user = await manager.getUser();
      }
      if (user?.expired) {
        if (!user.refresh_token && !manager.settings.silent_redirect_uri) return null;
        try {
          await renew();
        } catch (cause) {
          if (isOver(cause)) return null;
          throw cause;
        }
        user = await manager.getUser();
      }
      return user && { subject: user.profile.sub, issuer: user.profile.iss };
    },
    async idToken(minTtl = 60) {
      let user = await manager.getUser();
      if (user && (!user.id_token || secondsLeft(user.profile.exp) < minTtl)) {
        await renew();
        user = await manager.getUser();
      }
      if (!user?.id_token || secondsLeft(user.profile.exp) <= 0)
        throw new Error('the OpenID provider gives no fresh id token');
      return user.id_token;
    },
    subscribe,
  };
}
