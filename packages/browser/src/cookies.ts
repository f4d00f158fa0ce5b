import { getCookie, storeCookie } from '@aws-rum/web-core/utils/cookies-utils';
import { v4 } from 'uuid';

type Attributes = Parameters<typeof storeCookie>[2];

const DAY = 86_400;

/** The cookies of one monitor: its user id, and whose signed-in session its session cookie holds. */
export function createCookies(appMonitorId: string, attributes: Attributes, usable: () => boolean) {
  const name = (kind: string): string => `cwr_${kind}_${appMonitorId}`;
  const read = (kind: string): string => (usable() ? getCookie(name(kind)) : '');
  const write = (kind: string, value: string, seconds: number): void => {
    if (usable()) storeCookie(name(kind), value, attributes, seconds);
  };
  return {
    /** The user id kept from earlier pages, else a new one; nothing is written before `keepUser`. */
    user: (): string => read('u') || v4(),
    keepUser(id: string, days: number): void {
      if (days > 0) write('u', id, days * DAY);
    },
    keptUser: (): string => read('u'),
    /** Whose signed-in session the session cookie holds; empty where there is none. */
    owner: (): string => (read('s') ? read('o') : ''),
    keepOwner: (owner: string): void => write('o', owner, 30 * DAY),
    /** Forgets the session, so that the next page starts another. */
    forgetSession(): void {
      if (!read('s') && !read('o')) return;
      write('s', '', -DAY);
      write('o', '', -DAY);
    },
    forgetUser: (): void => write('u', '', -DAY),
  };
}

export type Cookies = ReturnType<typeof createCookies>;
