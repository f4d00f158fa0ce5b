import { patch } from './patch.ts';
import type { RequestObserver } from './createRequestObserver.ts';

/**
 * Patches `fetch`. Each request is observed by the observer that is current when it starts.
 *
 * @returns its undo.
 */
export function observeFetch(currentObserver: () => RequestObserver | undefined): () => void {
  return patch(window, 'fetch', (original) => {
    return function (this: unknown, ...args: Parameters<typeof fetch>) {
      const [input] = args;
      // The browser refuses anything else in its own way.
      const known = typeof input === 'string' || input instanceof URL || input instanceof Request;
      const observer = known ? currentObserver() : undefined;
      return observer ? observer.fetch(original, this, args) : original.apply(this as never, args);
    };
  });
}
