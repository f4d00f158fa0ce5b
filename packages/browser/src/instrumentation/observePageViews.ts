import { patch } from './patch.ts';

/**
 * Reports the current page, and each page that the history brings, by the part of the address that `format` names.
 *
 * @param format `PATH` (also where it is undefined), `HASH` or `PATH_AND_HASH`, as aws-rum-web's `pageIdFormat`.
 * @returns its undo.
 */
export function observePageViews(format: () => string | undefined, onPageView: (pageId: string) => void): () => void {
  const report = (): void => onPageView(pageIdOf(location, format()));
  const wrap = (original: History['pushState']) =>
    function (this: History, ...state: Parameters<History['pushState']>): void {
      original.apply(this, state);
      report();
    };
  const undo = (['pushState', 'replaceState'] as const).map((name) => patch(History.prototype, name, wrap));
  window.addEventListener('popstate', report);
  report();
  return () => {
    undo.forEach((stop) => stop());
    window.removeEventListener('popstate', report);
  };
}

function pageIdOf({ pathname, hash }: Location, format: string | undefined): string {
  if (format === 'HASH') return hash;
  return format === 'PATH_AND_HASH' ? pathname + hash : pathname;
}
