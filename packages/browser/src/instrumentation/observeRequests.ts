import type { RequestObserver } from './createRequestObserver.ts';
import { observeFetch } from './observeFetch.ts';
import { observeXhr } from './observeXhr.ts';

/**
 * Patches `fetch` and `XMLHttpRequest`, once for the life of the page. Each request is observed by the observer that is
 * current when it starts.
 *
 * @returns its undo.
 */
export function observeRequests(currentObserver: () => RequestObserver | undefined): () => void {
  const undo = [observeFetch(currentObserver), observeXhr(currentObserver)];
  return () => undo.forEach((stop) => stop());
}
