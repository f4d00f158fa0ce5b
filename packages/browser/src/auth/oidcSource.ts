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
  events: Record<(typeof EVENTS)[number], (listener: () => void) => () => void>;
}

/** https://authts.github.io/oidc-client-ts/classes/UserManagerEvents.html. Nothing fires on a reload. */
const EVENTS = ['addUserLoaded', 'addUserUnloaded', 'addUserSignedOut', 'addSilentRenewError'] as const;

/** The methods that may change who is signed in. */
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
  const { callOriginal, isAnswerPending, nextHint, subscribe } = watchClient(manager, METHODS, (hint) => [
    ...EVENTS.map((add) => manager.events[add](() => hint(add))),
    // Another tab's user: the key is `oidc.user:<authority>:<client>`, unless the app's store has a prefix of its own.
    listen(window, 'storage', ({ key }: StorageEvent) => {
      if (!key || key.includes('user:')) hint('storage');
    }),
  ]);
  let renewal: Promise<unknown> | undefined;
  // One at a time, and not beside the app's own: a provider may take a refresh token that is used twice for a stolen one.
  // https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2
  const renew = (): Promise<unknown> =>
    (renewal ??= Promise.resolve(isAnswerPending() ? nextHint() : callOriginal('signinSilent')).finally(
      () => (renewal = undefined),
    ));

  return {
    async current() {
      let user = await manager.getUser();
      while (!user && isAnswerPending()) {
        await nextHint();
        user = await manager.getUser();
      }
      if (user?.expired) {
        // There is no way to renew it: https://authts.github.io/oidc-client-ts/classes/UserManager.html#signinsilent
        if (!user.refresh_token && !manager.settings.silent_redirect_uri) return null;
        try {
          await renew();
        } catch (cause) {
          if (isRenewalRefused(cause)) return null;
          throw cause;
        }
        user = await manager.getUser();
      }
      return user && { subject: user.profile.sub, issuer: user.profile.iss };
    },
    async idToken(minTtlSeconds = 60) {
      let user = await manager.getUser();
      if (user && (!user.id_token || secondsLeft(user.profile.exp) < minTtlSeconds)) {
        await renew();
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
