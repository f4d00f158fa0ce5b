import { keepListening } from '../watch/keepListening.ts';
import { patch } from '../watch/patch.ts';

/** The parts of the Navigation API that are used; not in all browsers. */
type NavigationWindow = Window & { navigation?: EventTarget };

/**
 * Reports the current page, and each page that the history or the Navigation API brings, by the part of the address that
 * `format` names.
 *
 * @param format `PATH` (also where it is undefined), `HASH` or `PATH_AND_HASH`, as aws-rum-web's `pageIdFormat`.
 * @param onFailure called where the history is locked; the other ways to a page are observed.
 * @returns its undo.
 */
export function observePageViews(
  format: () => string | undefined,
  onPageView: (pageId: string) => void,
  onFailure: (cause: unknown) => void,
): () => void {
  let reportedHref: string | undefined;
  let isInHistory = false;
  const report = (): void => {
    reportedHref = location.href;
    onPageView(pageIdOf(location, format()));
  };
  const wrap = (original: History['pushState']) =>
    function (this: History, ...state: Parameters<History['pushState']>): void {
      isInHistory = true;
      try {
        original.apply(this, state);
      } finally {
        isInHistory = false;
      }
      report();
    };
  const undo = (['pushState', 'replaceState'] as const).map((name) => {
    try {
      return patch(ownerOf(name), name, wrap);
    } catch (cause) {
      onFailure(cause);
      return undefined;
    }
  });
  undo.push(keepListening(window, { popstate: report }));
  const { navigation } = window as NavigationWindow;
  if (navigation) {
    // For routers on the Navigation API, which call no method of the history: https://html.spec.whatwg.org/#navigation-api
    // Everything else fires this as well, and is reported in its own way.
    const onEntryChange = (): void => {
      if (!isInHistory && location.href !== reportedHref) report();
    };
    undo.push(keepListening(navigation, { currententrychange: onEntryChange }));
  }
  report();
  return () => undo.forEach((stop) => stop?.());
}

/** Where the method is that the app calls: a library may have put its own on `history`, over that of the prototype. */
function ownerOf(name: 'pushState' | 'replaceState'): History {
  return Object.prototype.hasOwnProperty.call(history, name) ? history : History.prototype;
}

function pageIdOf({ pathname, hash }: Location, format: string | undefined): string {
  if (format === 'HASH') return hash;
  return format === 'PATH_AND_HASH' ? pathname + hash : pathname;
}
