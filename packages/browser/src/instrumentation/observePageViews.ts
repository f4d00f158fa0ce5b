import { patch } from './patch.ts';

/**
 * Reports the current page, and each one that the history brings, by the part of the address that `format` names.
 *
 * @param format `PATH` (also where it is undefined), `HASH` or `PATH_AND_HASH`, as aws-rum-web's `pageIdFormat`.
 * @returns its undo.
 */
export function observePages(format: () => string | undefined, view: (pageId: string) => void): () => void {
  const report = (): void => {
    const { pathname, hash } = location;
    const how = format();
    view(how === 'HASH' ? hash : how === 'PATH_AND_HASH' ? pathname + hash : pathname);
  };
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
