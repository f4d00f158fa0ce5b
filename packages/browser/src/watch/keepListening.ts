type Listeners = Record<string, (event: Event) => void>;

/**
 * Listens to events, also after `document.open()`, which takes all listeners off the window and the document
 * (https://html.spec.whatwg.org/#document-open-steps). It replaces the document's element, which is how it is seen.
 *
 * @returns its undo.
 */
export function keepListening(target: EventTarget, listeners: Listeners): () => void {
  const entries = Object.entries(listeners);
  // A listener that is there already is not added twice.
  const listen = (): void => entries.forEach(([type, listener]) => target.addEventListener(type, listener));
  listen();
  const observer = new MutationObserver(listen);
  observer.observe(document, { childList: true });
  return () => {
    observer.disconnect();
    entries.forEach(([type, listener]) => target.removeEventListener(type, listener));
  };
}
