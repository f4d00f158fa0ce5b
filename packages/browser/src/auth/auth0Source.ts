import type { AuthSource } from '../api/types.ts';
import { listen } from './listen.ts';
import { isRenewalRefused, secondsLeft } from './tokens.ts';
import { watchClient } from './watchClient.ts';

/** Claims of the id token: https://auth0.com/docs/secure/tokens/id-tokens/id-token-structure */
interface Claims {
  sub?: string | undefined;
  iss?: string | undefined;
  aud?: string | undefined;
  exp?: number | undefined;
  /** The id token itself. */
  __raw?: string | undefined;
}

/** What is used of `Auth0Client` of @auth0/auth0-spa-js. */
export interface Auth0SpaClient {
  getIdTokenClaims(): Promise<Claims | undefined>;
  getTokenSilently(options: { cacheMode: 'off' }): Promise<unknown>;
}

/** What is used of the plugin that `createAuth0` of @auth0/auth0-vue returns. */
export interface Auth0VuePlugin {
  readonly isLoading: { readonly value: boolean };
  readonly idTokenClaims: { readonly value: Claims | undefined };
  getAccessTokenSilently(options: { cacheMode: 'off' }): Promise<unknown>;
}

/** The methods of either that may change who is signed in. Neither of the two emits events. */
const METHODS = [
  'checkSession',
  'exchangeToken',
  'handleRedirectCallback',
  'loginWithCustomTokenExchange',
  'loginWithPopup',
  'logout',
  ...['getAccessToken', 'getToken'].flatMap((name) => [`${name}Silently`, `${name}WithPopup`]),
];

/**
 * Whether the cookie is there that the client sets at each sign-in and removes at each logout. With the memory cache it is
 * all that a reload or another tab can tell by: https://auth0.com/docs/libraries/auth0-single-page-app-sdk#change-storage-options
 *
 * @param clientId of the application; any where it is left out.
 */
const hasSessionCookie = (clientId?: string): boolean =>
  document.cookie.includes(`${clientId === undefined ? '' : `auth0.${clientId}`}.is.authenticated=true`);

/**
 * Sign-in from Auth0: the client of @auth0/auth0-spa-js 2, or the plugin of @auth0/auth0-vue 2.
 *
 * Create it before the app calls the client, so that no login is missed.
 *
 * @example
 * const auth0 = new Auth0Client({ domain, clientId });
 * const rum = createDualRum({ region, applicationVersion, auth: auth0Source(auth0), guest, authenticated });
 */
export function auth0Source(client: Auth0SpaClient | Auth0VuePlugin): AuthSource {
  const { callOriginal, hint, isAnswerPending, nextHint, subscribe } = watchClient(client, METHODS, (hint) => {
    const { cookieStore } = globalThis as { cookieStore?: EventTarget };
    return [
      // The localStorage cache of another tab: its keys begin with `@@auth0spajs@@`.
      listen(window, 'storage', ({ key }: StorageEvent) => {
        if (key?.startsWith('@@auth0')) hint('storage');
      }),
      // Without a CookieStore, a logout in another tab is noticed when this one is looked at again.
      // https://developer.mozilla.org/docs/Web/API/CookieStore#browser_compatibility
      listen(document, 'visibilitychange', () => document.hidden || hint('visible')),
      ...(cookieStore ? [listen(cookieStore, 'change', () => hint('cookie'))] : []),
    ];
  });
  const plugin = 'isLoading' in client ? client : undefined;
  // The cache knows when the access token expires, not when the id token does: it has to be passed by.
  const renew = (): unknown =>
    callOriginal(plugin ? 'getAccessTokenSilently' : 'getTokenSilently', { cacheMode: 'off' });
  /** The application whose session cookie was seen. */
  let cookieOf: string | undefined;
  /** The id token of a session that was ended in another tab; this tab's memory still has it. */
  let endedToken: string | undefined;

  const readClaims = async (): Promise<Claims | undefined> => {
    let claims: Claims | undefined;
    if (plugin) {
      // The plugin may have begun to restore the session before its methods were watched.
      while (plugin.isLoading.value) await new Promise((resolve) => setTimeout(resolve, 25));
      claims = plugin.idTokenClaims.value;
    } else claims = await (client as Auth0SpaClient).getIdTokenClaims();
    if (!claims) return undefined;
    if (hasSessionCookie(claims.aud)) cookieOf = claims.aud;
    else if (cookieOf === claims.aud) endedToken = claims.__raw;
    return claims.__raw === endedToken ? undefined : claims;
  };

  return {
    async current() {
      let claims = await readClaims();
      while (!claims && isAnswerPending(!plugin && hasSessionCookie())) {
        await nextHint();
        claims = await readClaims();
      }
      // The client goes on to give the claims of an id token that has expired.
      if (claims && secondsLeft(claims.exp) <= 0) {
        try {
          await renew();
        } catch (cause) {
          if (isRenewalRefused(cause)) return null;
          throw cause;
        }
        claims = await readClaims();
      }
      return claims ? { subject: claims.sub!, issuer: claims.iss! } : null;
    },
    async idToken(minTtlSeconds = 60) {
      let claims = await readClaims();
      if (claims && secondsLeft(claims.exp) < minTtlSeconds) {
        await renew();
        // The provider may have answered for another user.
        hint('renewed');
        claims = await readClaims();
      }
      if (!claims?.__raw || secondsLeft(claims.exp) <= 0) throw new Error('Auth0 gives no fresh id token');
      return claims.__raw;
    },
    subscribe,
  };
}
