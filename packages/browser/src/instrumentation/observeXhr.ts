import { patch } from './patch.ts';
import type { Opened, RequestObserver, Send } from './createRequestObserver.ts';

/**
 * Patches `XMLHttpRequest`. Each request is observed by the observer that is current when it is sent.
 *
 * @returns its undo.
 */
export function observeXhr(currentObserver: () => RequestObserver | undefined): () => void {
  const openedWith = new WeakMap<XMLHttpRequest, Opened>();
  const undoOpen = patch(XMLHttpRequest.prototype, 'open', (original) => {
    return function (this: XMLHttpRequest, ...args: unknown[]) {
      openedWith.set(this, args as Opened);
      return original.apply(this, args as never);
    };
  });
  const undoSend = patch(XMLHttpRequest.prototype, 'send', (original) => {
    return function (this: XMLHttpRequest, ...args: Parameters<Send>) {
      const opened = openedWith.get(this);
      openedWith.delete(this);
      const observer = opened && currentObserver();
      if (observer) observer.send(original, this, opened, args);
      else original.apply(this, args);
    };
  });
  return () => {
    undoOpen();
    undoSend();
  };
}
