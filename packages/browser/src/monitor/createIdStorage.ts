import { getCookie, storeCookie } from '@aws-rum/web-core/utils/cookies-utils';
import { v4 } from 'uuid';
import type { PoolIdentity } from '../credentials/IdentityStorage.ts';

type Attributes = Parameters<typeof storeCookie>[2];

const DAY = 86_400;

/**
 * What one monitor keeps in the browser: its user id, its session (in aws-rum-web's cookie), and whose session that is.
 *
 * @param allowed whether the app allows it.
 * @param blocked told once, when the browser does not.
 */
export function createCookies(appMonitorId: string, attributes: Attributes, allowed: boolean, blocked: () => void) {
  const name = (kind: string): string => `cwr_${kind}_${appMonitorId}`;
  let usable = allowed;
  const fail = (): void => {
    if (usable) blocked();
    usable = false;
  };
  const attempt = <T>(work: () => T, otherwise: T): T => {
    try {
      return usable ? work() : otherwise;
    } catch {
      fail();
      return otherwise;
    }
  };
  // Reading cookies waits for all that was written: what has to be read in this task is read before.
  const write = (kind: string, value: string, days: number): void =>
    queueMicrotask(() => attempt(() => storeCookie(name(kind), value, attributes, days * DAY), undefined));
  // Reading throws where storage is blocked altogether.
  if (!attempt(() => navigator.cookieEnabled && typeof document.cookie === 'string', false)) fail();
  let checked = false;

  // Not a cookie: reading those waits for all that was written, which a sign-in should not. Nor for the disk.
  let next: string | undefined;
  const owner = (): string => next ?? attempt(() => localStorage.getItem(name('o')) ?? '', '');
  const keepOwner = (mark: string): void => {
    if (next === undefined) {
      queueMicrotask(() => {
        attempt(() => (next ? localStorage.setItem(name('o'), next) : localStorage.removeItem(name('o'))), undefined);
        next = undefined;
      });
    }
    next = mark;
  };
  return {
    get usable() {
      return usable;
    },
    /** The user id kept from earlier pages, else a new one; nothing is written before `keepUser`. */
    user: (): string => attempt(() => getCookie(name('u')), '') || v4(),
    keepUser(id: string, days: number): void {
      if (checked) return;
      checked = true;
      write('u', id, days || -DAY);
      if (days) setTimeout(() => checked && attempt(() => !getCookie(name('u')), false) && fail());
    },
    /** What the identity pool gave the guest; of another pool it is worth nothing. */
    identity(pool: string): PoolIdentity | undefined {
      const text = attempt(() => localStorage.getItem(name('c')), null);
      try {
        const kept = JSON.parse(text ?? '{}') as PoolIdentity & { pool?: string };
        return kept.pool === pool ? kept : undefined;
      } catch {
        return undefined;
      }
    },
    keepIdentity: (pool: string, identity: PoolIdentity | undefined): void =>
      attempt(() => localStorage.setItem(name('c'), JSON.stringify({ ...identity, pool })), undefined),
    owner,
    keepOwner,
    /** The session is over: the next page, or sign-in, begins another. */
    forgetSession(): void {
      if (owner()) keepOwner('');
    },
    /** Forgets all of it. */
    forget(): void {
      checked = false;
      keepOwner('');
      attempt(() => localStorage.removeItem(name('c')), undefined);
      write('s', '', -DAY);
      write('u', '', -DAY);
    },
  };
}

export type Cookies = ReturnType<typeof createCookies>;
