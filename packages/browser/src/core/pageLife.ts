/**
 * The life of the page: `live`; `unloading`, when it goes and will still be hidden; `ended`, when nothing follows but
 * microtasks. A page in the back/forward cache may come back to life.
 */
export type PageLife = 'live' | 'unloading' | 'ended';

/** The window's events that tell of it. */
export type PageLifeEvent = 'beforeunload' | 'pagehide' | 'visibilitychange' | 'pageshow';

/** @param hidden whether the page is hidden as the event arrives. */
export function nextPageLife(life: PageLife, event: PageLifeEvent, hidden: boolean): PageLife {
  switch (event) {
    case 'pageshow':
      return 'live';
    case 'pagehide':
      // A page in sight hears of being hidden right after this: https://w3c.github.io/page-visibility/
      return hidden ? 'ended' : 'unloading';
    // Its user may stay.
    case 'beforeunload':
    case 'visibilitychange':
      return hidden && life !== 'live' ? 'ended' : life;
  }
}

/**
 * Whether what waits should leave now: the page may never run again. Firefox may end the process of a closed page before a request
 * of its `pagehide` is out; `beforeunload` is early enough, and keeps no page from the back/forward cache.
 */
export const shouldLeave = (event: PageLifeEvent, hidden: boolean): boolean =>
  event === 'visibilitychange' ? hidden : event !== 'pageshow';
