import type { RequestObserver } from './createRequestObserver.ts';
import { observeFetch } from './observeFetch.ts';
import { observeXhr } from './observeXhr.ts';

/**
 * Patches `fetch` and `XMLHttpRequest`, once for the life of the page. Each request is observed by the observer that is
 * current when it starts. Nothing changes for the app: neither what it gets, nor what it passes.
 *
 * @param onFailure called where one of them is locked; the other is patched.
 * @returns its undo.
 */
export function observeRequests(
  currentObserver: () => RequestObserver | undefined,
  onFailure: (cause: unknown) => void,
): () => void {
  const undo = [observeFetch, observeXhr].map((observe) => {
    try {
      return observe(currentObserver, onFailure);
    } catch (cause) {
      onFailure(cause);
      return undefined;
    }
  });
  return () => undo.forEach((stop) => stop?.());
}
