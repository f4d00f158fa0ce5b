import type { Safely } from '../problems/createSafely.ts';
import { keepListening } from '../watch/keepListening.ts';
import { nextPageLife, shouldLeave, type PageLife, type PageLifeEvent } from './pageLife.ts';

export interface PageLifeListeners {
  /** The page goes. */
  onUnload: () => void;
  /** What waits should leave now. */
  onLeave: () => void;
  /** The page is back from the back/forward cache. */
  onRestore: () => void;
}

/** Follows the life of the page, from `start` on. */
export function watchPageLife({ onUnload, onLeave, onRestore }: PageLifeListeners, safely: Safely) {
  let life: PageLife = 'live';
  let stopListening: (() => void) | undefined;
  const onEvent = safely((event: Event) => {
    const type = event.type as PageLifeEvent;
    const hidden = document.visibilityState === 'hidden';
    life = nextPageLife(life, type, hidden);
    const leaves = shouldLeave(type, hidden);
    if (leaves) {
      addEventListener('pagehide', again);
      addEventListener('visibilitychange', again);
    }
    if (type === 'pagehide') onUnload();
    if (leaves) onLeave();
    if (type === 'pageshow' && (event as PageTransitionEvent).persisted) onRestore();
  });
  /**
   * Firefox stops whatever script runs as the last tab of a site closes, and goes on with the next listener. This is the next, and comes
   * after those of the app: it sees to what was stopped, and to what they have recorded.
   */
  const again = (event: Event): void => {
    if (stopListening) onEvent(event);
  };
  return {
    get life(): PageLife {
      return life;
    },
    start(): void {
      // At the window, where an event arrives last: web-vitals reports from listeners on the document.
      stopListening = keepListening(window, {
        beforeunload: onEvent,
        visibilitychange: onEvent,
        pagehide: onEvent,
        pageshow: onEvent,
      });
    },
    stop(): void {
      stopListening?.();
      stopListening = undefined;
    },
  };
}
