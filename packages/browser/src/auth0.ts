import { isRedirect, observe } from './observe.ts';
import type { AuthSource } from './types.ts';

interface Claims {
  sub?: string | undefined;
  iss?: string | undefined;
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

// Auth0 tells nobody of a login or logout, so the methods that may end in one are watched.
const METHODS = [
  'checkSession',
  'exchangeToken',
  'getAccessTokenSilently',
  'getAccessTokenWithPopup',
  'getTokenSilently',
  'getTokenWithPopup',
  'handleRedirectCallback',
  'loginWithCustomTokenExchange',
  'loginWithPopup',
  'logout',
];
const OVER = ['consent_required', 'interaction_required', 'invalid_grant', 'login_required', 'missing_refresh_token'];

/** The cookie that says a session exists; with the memory cache it is all that a reload or another tab leaves. */
const hasCookie = (): boolean => /(^|; )auth0\.[^=]+\.is\.authenticated=true/.test(document.cookie);

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
  const hints = new Set<(why: string) => void>();
  const waiting: (() => void)[] = [];
  let settled = false;
  let cookieSeen = false;
  let stop: (() => void) | undefined;
  let renew: () => Promise<unknown>;

  const wake = (): void => waiting.splice(0).forEach((go) => go());
  const hint = (why: string): void => {
    wake();
    for (const tell of hints) tell(why);
  };
  const watch = (): void => {
    const { original, stop: restore } = observe(client, METHODS, (name) => {
      settled = true;
      hint(name);
    });
    const silently = (original['getTokenSilently'] ?? original['getAccessTokenSilently'])!;
    renew = () => silently({ cacheMode: 'off' }) as Promise<unknown>;
    const onStorage = ({ key }: StorageEvent): void => {
      if (key === null || key.startsWith('@@auth0spajs@@')) hint('storage');
    };
    const onVisible = (): void => {
      if (document.visibilityState === 'visible') hint('visible');
    };
    window.addEventListener('storage', onStorage);
    document.addEventListener('visibilitychange', onVisible);
    stop = () => {
      restore();
      window.removeEventListener('storage', onStorage);
      document.removeEventListener('visibilitychange', onVisible);
      stop = undefined;
    };
  };
  watch();

  const read = async (): Promise<Claims | undefined> => {
    if ('getIdTokenClaims' in client) return client.getIdTokenClaims();
    // The plugin restores the session by itself, before anybody can watch it.
    while (client.isLoading.value) await new Promise((later) => setTimeout(later, 25));
    return client.idTokenClaims.value;
  };
  const left = ({ exp }: Claims): number => (exp ?? 0) - Date.now() / 1000;

  return {
    async current() {
      let claims = await read();
      // A session may exist that the app has yet to ask for.
      while (!claims && (hasCookie() || (isRedirect() && !settled))) {
        await new Promise<void>((go) => waiting.push(go));
        claims = await read();
      }
      if (!claims?.sub || !claims.iss) return null;
      // Logged out in another tab, which the memory of this one does not know.
      if (cookieSeen && !hasCookie()) return null;
      cookieSeen ||= hasCookie();
      if (left(claims) <= 0) {
        try {
          await renew();
        } catch (cause) {
          if (OVER.includes((cause as { error?: string }).error ?? '')) return null;
          throw cause;
        }
      }
      return { subject: claims.sub, issuer: claims.iss };
    },
    async idToken(minTtl = 60) {
      let claims = await read();
      if (!claims || left(claims) < minTtl) {
        await renew();
        claims = await read();
      }
      if (!claims?.__raw || left(claims) <= 0) throw new Error('Auth0 gives no fresh id token');
      return claims.__raw;
    },
    subscribe(tell) {
      hints.add(tell);
      if (!stop) watch();
      return () => {
        hints.delete(tell);
        if (hints.size === 0) stop?.();
        wake();
      };
    },
  };
}
