import type { AuthSource } from '../api/types.ts';
import { CACHE_PREFIX, hasSessionCookie, listenToCookie, watchSession } from './auth0Session.ts';
import { listen } from './listen.ts';
import { isRenewalRefused, secondsLeft } from './tokens.ts';
import { watchClient } from './watchClient.ts';

/** Claims of the id token: https://auth0.com/docs/secure/tokens/id-tokens/id-token-structure */
export interface Auth0Claims {
  sub?: string | undefined;
  iss?: string | undefined;
  aud?: string | undefined;
  iat?: number | undefined;
  exp?: number | undefined;
  /** The id token itself. */
  __raw?: string | undefined;
}

/** What is used of `Auth0Client` of @auth0/auth0-spa-js. */
export interface Auth0SpaClient {
  getIdTokenClaims(): Promise<Auth0Claims | undefined>;
  getTokenSilently(options: { cacheMode: 'off' }): Promise<unknown>;
}

/** What is used of the plugin that `createAuth0` of @auth0/auth0-vue returns. */
export interface Auth0VuePlugin {
  readonly isLoading: { readonly value: boolean };
  readonly idTokenClaims: { readonly value: Auth0Claims | undefined };
  getAccessTokenSilently(options: { cacheMode: 'off' }): Promise<unknown>;
}

/** What the methods of either may do. Neither of the two emits events. */
const METHODS = {
  checkSession: 'renewal',
  exchangeToken: 'sign-in',
  getAccessTokenSilently: 'renewal',
  getAccessTokenWithPopup: 'sign-in',
  getTokenSilently: 'renewal',
  getTokenWithPopup: 'sign-in',
  handleRedirectCallback: 'sign-in',
  loginWithCustomTokenExchange: 'sign-in',
  loginWithPopup: 'sign-in',
  logout: 'sign-out',
} as const;

/**
 * Sign-in from Auth0: the client of @auth0/auth0-spa-js 2, or the plugin of @auth0/auth0-vue 2.
 *
 * Create it before the app calls the client, so that no login is missed. Of a frozen client nobody can see what the app
 * calls: then a login is noticed by the client's cookie and storage, or when the tab is looked at again, and events that
 * come sooner are the guest's.
 *
 * @example
 * const auth0 = new Auth0Client({ domain, clientId });
 * const rum = createDualRum({ region, applicationVersion, auth: auth0Source(auth0), guest, authenticated });
 */
export function auth0Source(client: Auth0SpaClient | Auth0VuePlugin): AuthSource {
  const plugin = 'isLoading' in client ? client : undefined;
  const session = watchSession(client);
  const { callOriginal, hint, isAnswerPending, nextHint, remember, subscribe } = watchClient(
    client,
    METHODS,
    (hint, refreshOrSignIn) => [
      // The localStorage cache of another tab.
      listen(window, 'storage', ({ key, newValue }: StorageEvent) => {
        if (!key || key.startsWith(CACHE_PREFIX)) hint('storage', newValue ? refreshOrSignIn() : 'change');
      }),
      // What could not be heard is noticed when the tab is looked at again.
      listen(
        document,
        'visibilitychange',
        () => document.hidden || hint('visible', session.hasEnded() ? 'change' : 'refresh'),
      ),
      ...listenToCookie((isRemoved) => hint('cookie', isRemoved ? 'change' : refreshOrSignIn())),
    ],
  );
  // The cache knows when the access token expires, not when the id token does: it has to be passed by.
  const renew = (): unknown =>
    callOriginal(plugin ? 'getAccessTokenSilently' : 'getTokenSilently', { cacheMode: 'off' });

  const readClaims = async (): Promise<Auth0Claims | undefined> => {
    let claims: Auth0Claims | undefined;
    if (plugin) {
      // The plugin may have begun to restore the session before its methods were watched.
      while (plugin.isLoading.value) await new Promise((resolve) => setTimeout(resolve, 25));
      claims = plugin.idTokenClaims.value;
    } else claims = await (client as Auth0SpaClient).getIdTokenClaims();
    return claims && session.hasEnded(claims) ? undefined : claims;
  };

  const readUser = async (): Promise<Auth0Claims | undefined> => {
    let claims = await readClaims();
    while (isAnswerPending(Boolean(claims), !plugin && hasSessionCookie())) {
      await nextHint();
      claims = await readClaims();
    }
    // The client goes on to give the claims of an id token that has expired.
    if (!claims || secondsLeft(claims.exp) > 0) return claims;
    try {
      await renew();
    } catch (cause) {
      if (isRenewalRefused(cause)) return undefined;
      throw cause;
    }
    return readClaims();
  };

  return {
    async current() {
      const claims = await readUser();
      return remember(claims ? { subject: claims.sub!, issuer: claims.iss! } : null);
    },
    async idToken(minTtlSeconds = 60) {
      let claims = await readClaims();
      if (claims && secondsLeft(claims.exp) < minTtlSeconds) {
        await renew();
        // The provider may have answered for another user.
        hint('renewed', 'refresh');
        claims = await readClaims();
      }
      if (!claims?.__raw || secondsLeft(claims.exp) <= 0) throw new Error('Auth0 gives no fresh id token');
      return claims.__raw;
    },
    subscribe,
  };
}
