import { isOver, observe, on, secondsLeft } from './watchClient.ts';
import type { AuthSource } from '../api/types.ts';

interface Claims {
  sub?: string | undefined;
  iss?: string | undefined;
  aud?: string | undefined;
  exp?: number | undefined;
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

const METHODS = [
  'checkSession',
  'exchangeToken',
  'handleRedirectCallback',
  'loginWithCustomTokenExchange',
  'loginWithPopup',
  'logout',
  ...['getAccessToken', 'getToken'].flatMap((name) => [`${name}Silently`, `${name}WithPopup`]),
];

/** The cookie that says a session exists; with the memory cache it is all that a reload or another tab can tell by. */
const hasCookie = (client = ''): boolean => document.cookie.includes(`${client}.is.authenticated=true`);

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
  const { busy, call, hint, next, subscribe } = observe(client, METHODS, (hint) => {
    const cookies = (globalThis as { cookieStore?: EventTarget }).cookieStore;
    return [
      on(window, 'storage', ({ key }: StorageEvent) => {
        if (!key?.indexOf('@@auth0')) hint('storage');
      }),
      // Where there is no CookieStore, a logout in another tab is noticed when this one is looked at again.
      on(document, 'visibilitychange', () => document.hidden || hint('visible')),
      ...(cookies ? [on(cookies, 'change', () => hint('cookie'))] : []),
    ];
  });
  const plugin = 'isLoading' in client ? client : undefined;
  const renew = (): unknown => call(`get${plugin ? 'Access' : ''}TokenSilently`, { cacheMode: 'off' });
  /** The client whose cookie was there. */
  let cookieOf: string | undefined;
  /** The id token of a session that ended in another tab, of which this one's memory does not know. */
  let ended: string | undefined;

  const read = async (): Promise<Claims | undefined> => {
    let claims: Claims | undefined;
    if (plugin) {
      // It may have begun to restore the session before anybody could watch it.
      while (plugin.isLoading.value) await new Promise((later) => setTimeout(later, 25));
      claims = plugin.idTokenClaims.value;
    } else claims = await (client as Auth0SpaClient).getIdTokenClaims();
    if (!claims) return undefined;
    if (hasCookie(`auth0.${claims.aud}`)) cookieOf = claims.aud;
    else if (cookieOf === claims.aud) ended = claims.__raw;
    return claims.__raw === ended ? undefined : claims;
  };

  return {
    async current() {
      let claims = await read();
      while (!claims && busy(!plugin && hasCookie())) {
        await next();
        claims = await read();
      }
      if (claims && secondsLeft(claims.exp) <= 0) {
        try {
          await renew();
        } catch (cause) {
          if (isOver(cause)) return null;
          throw cause;
        }
        claims = await read();
      }
      return claims ? { subject: claims.sub!, issuer: claims.iss! } : null;
    },
    async idToken(minTtl = 60) {
      let claims = await read();
      if (claims && secondsLeft(claims.exp) < minTtl) {
        await renew();
        // The provider may have answered for another user.
        hint('renewed');
        claims = await read();
      }
      if (!claims?.__raw || secondsLeft(claims.exp) <= 0) throw new Error('Auth0 gives no fresh id token');
      return claims.__raw;
    },
    subscribe,
  };
}
