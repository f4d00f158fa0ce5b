import { listen } from './listen.ts';

/** How the keys begin under which the client keeps its tokens in localStorage. */
export const CACHE_PREFIX = '@@auth0spajs@@';
const COOKIE = '.is.authenticated';
/** After how many days the cookie expires, unless the client is given `sessionCheckExpiryDays`. */
const COOKIE_DAYS = 1;
/** Clocks of the device and of Auth0 may differ by this much, in seconds. */
const CLOCK_SKEW = 600;

/** What is used of the claims of an id token. */
interface SessionClaims {
  aud?: string | undefined;
  iat?: number | undefined;
  __raw?: string | undefined;
}

/**
 * Whether the cookie is there that the client sets with each new token and removes at each logout.
 * https://auth0.com/docs/libraries/auth0-single-page-app-sdk#change-storage-options
 *
 * @param clientId of the application; any where it is left out.
 */
export const hasSessionCookie = (clientId?: string): boolean =>
  document.cookie.includes(`${clientId === undefined ? '' : `auth0.${clientId}`}${COOKIE}=true`);

/** Hears of that cookie, where the browser can tell: https://developer.mozilla.org/docs/Web/API/CookieStore */
export function listenToCookie(onCookie: (isRemoved: boolean) => void): (() => void)[] {
  const { cookieStore } = globalThis as { cookieStore?: EventTarget };
  const isSession = ({ name }: { name?: string }): boolean => name?.endsWith(COOKIE) ?? false;
  return cookieStore
    ? [
        listen(cookieStore, 'change', ({ changed, deleted }: CookieChange) => {
          const isRemoved = deleted.some(isSession);
          if (isRemoved || changed.some(isSession)) onCookie(isRemoved);
        }),
      ]
    : [];
}

interface CookieChange extends Event {
  changed: { name?: string }[];
  deleted: { name?: string }[];
}

/**
 * Tells of a session whose tokens are still in this tab's memory whether another tab has ended it. The client does not:
 * with the memory cache, and in auth0-vue with any, it goes on to name the user.
 *
 * That something is gone proves nothing, unless it was there and could not have gone by itself.
 */
export function watchSession(client: object) {
  const { options, clientOptions } = client as Record<'options' | 'clientOptions', ClientOptions | undefined>;
  const cookieSeconds = ((options ?? clientOptions)?.sessionCheckExpiryDays ?? COOKIE_DAYS) * 86_400;
  /** The session that was seen, and where. */
  let seen: { claims: SessionClaims; place: 'storage' | 'cookie' } | undefined;
  /** The id token of a session that has ended. */
  let endedToken: string | undefined;

  const isGone = ({ claims, place }: NonNullable<typeof seen>): boolean => {
    if (place === 'storage') return !isStored(claims.aud);
    // Each new token sets the cookie again: before this time it has not expired, it was removed.
    const expiresAt = (claims.iat ?? 0) + cookieSeconds - CLOCK_SKEW;
    return !hasSessionCookie(claims.aud) && Date.now() / 1000 < expiresAt;
  };

  return {
    /** @param claims of the session that the client names; those seen last where they are left out. */
    hasEnded(claims: SessionClaims | undefined = seen?.claims): boolean {
      if (!claims?.__raw) return false;
      if (claims.__raw === endedToken) return true;
      if (isStored(claims.aud)) seen = { claims, place: 'storage' };
      else if (seen?.place !== 'storage' && hasSessionCookie(claims.aud)) seen = { claims, place: 'cookie' };
      else if (seen && seen.claims.aud === claims.aud && isGone({ ...seen, claims })) endedToken = claims.__raw;
      return claims.__raw === endedToken;
    },
  };
}

interface ClientOptions {
  sessionCheckExpiryDays?: number;
}

/** Whether the client keeps tokens of an application in localStorage. */
function isStored(clientId: string | undefined): boolean {
  try {
    return Object.keys(localStorage).some((key) => key.startsWith(`${CACHE_PREFIX}::${clientId}::`));
  } catch {
    return false; // The site may not store anything: https://html.spec.whatwg.org/multipage/webstorage.html#dom-localstorage
  }
}
