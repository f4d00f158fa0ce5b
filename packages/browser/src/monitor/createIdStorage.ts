import { getCookie, storeCookie } from '@aws-rum/web-core/utils/cookies-utils';
import { v4 } from 'uuid';
import type { PoolIdentity } from '../credentials/IdentityStorage.ts';

type CookieAttributes = Parameters<typeof storeCookie>[2];

const DAY = 86_400;

/**
 * What one app monitor stores in the browser: its user id (`cwr_u_`), a guest's identity and credentials (`cwr_c_`), and who
 * the stored signed-in session belongs to (`cwr_o_`). aws-rum-web itself stores the session (`cwr_s_`).
 *
 * @param allowed whether the app allows it: `allowCookies`.
 * @param onBlocked called once, when the browser does not.
 */
export function createIdStorage(
  appMonitorId: string,
  attributes: CookieAttributes,
  allowed: boolean,
  onBlocked: () => void,
) {
  const name = (kind: string): string => `cwr_${kind}_${appMonitorId}`;
  /** Undefined until it is asked for: the first cookie that a page reads may take the browser a while. */
  let usable = allowed ? undefined : false;
  const fail = (): void => {
    if (usable) onBlocked();
    usable = false;
  };
  const isUsable = (): boolean => {
    if (usable !== undefined) return usable;
    usable = true;
    try {
      // Reading throws where storage is blocked altogether.
      if (!navigator.cookieEnabled || typeof document.cookie !== 'string') fail();
    } catch {
      fail();
    }
    return usable;
  };
  const attempt = <T>(work: () => T, otherwise: T): T => {
    try {
      return isUsable() ? work() : otherwise;
    } catch {
      fail();
      return otherwise;
    }
  };
  // In a microtask: reading a cookie waits for all writes before it, so what this task reads should come first.
  const writeCookie = (kind: string, value: string, days: number): void =>
    queueMicrotask(() => attempt(() => storeCookie(name(kind), value, attributes, days * DAY), undefined));

  let userIdStored = false;
  /** The user key that this task stores, until it is stored. */
  let nextUserKey: string | undefined;
  // In localStorage: reading a cookie waits for the writes before it, and a sign-in should not wait.
  const userKey = (): string => nextUserKey ?? attempt(() => localStorage.getItem(name('o')) ?? '', '');
  const writeUserKey = (): void => {
    const key = nextUserKey;
    nextUserKey = undefined;
    attempt(() => (key ? localStorage.setItem(name('o'), key) : localStorage.removeItem(name('o'))), undefined);
  };
  const storeUserKey = (key: string): void => {
    if (nextUserKey === undefined) queueMicrotask(writeUserKey);
    nextUserKey = key;
  };

  return {
    get usable() {
      return isUsable();
    },
    /** The user id stored by an earlier page, else a new one; nothing is written before `storeUserId`. */
    userId: (): string => attempt(() => getCookie(name('u')), '') || v4(),
    storeUserId(id: string, days: number): void {
      if (userIdStored) return;
      userIdStored = true;
      const write = (): void => storeCookie(name('u'), id, attributes, (days || -DAY) * DAY);
      queueMicrotask(() => attempt(write, undefined));
      const isMissing = (): boolean => !getCookie(name('u'));
      // The app may have removed it meanwhile: one that is gone at once cannot be stored.
      const isBlocked = (): boolean => isMissing() && (write(), isMissing());
      if (days) setTimeout(() => userIdStored && attempt(isBlocked, false) && fail());
    },
    /** What the identity pool gave the guest. Another pool's is worth nothing. */
    identity(pool: string): PoolIdentity | undefined {
      const text = attempt(() => localStorage.getItem(name('c')), null);
      try {
        const stored = JSON.parse(text ?? '{}') as PoolIdentity & { pool?: string };
        return stored.pool === pool ? stored : undefined;
      } catch {
        return undefined;
      }
    },
    storeIdentity: (pool: string, identity: PoolIdentity | undefined): void =>
      attempt(() => localStorage.setItem(name('c'), JSON.stringify({ ...identity, pool })), undefined),
    /** Who the stored session belongs to; empty where there is none. */
    userKey,
    storeUserKey,
    /** The stored session is over: the next page, or sign-in, begins another. */
    forgetSession(): void {
      if (userKey()) storeUserKey('');
    },
    /** Removes all of it. */
    clear(): void {
      userIdStored = false;
      storeUserKey('');
      attempt(() => localStorage.removeItem(name('c')), undefined);
      writeCookie('s', '', -DAY);
      writeCookie('u', '', -DAY);
    },
  };
}

export type IdStorage = ReturnType<typeof createIdStorage>;
