import type { InternalPluginContext, TargetDomEvent } from '@aws-rum/web-core';
import { DOM_EVENT_TYPE } from '@aws-rum/web-core/plugins/utils/constant';
import { createSafely } from '../problems/createSafely.ts';

/** Options of the `interaction` telemetry, as aws-rum-web has them. */
export interface DomEventOptions {
  events?: TargetDomEvent[];
  /** What an app calls the interaction of an event. */
  interactionId?: (event: Event) => string | undefined;
  /** Finds the elements anew when the document changes. */
  enableMutationObserver?: boolean;
}

/**
 * Records DOM events: those of the `interaction` telemetry from the time the page has loaded, and those that the app registers at
 * once. What they name is looked for again when the page has loaded.
 *
 * @param onFailure is called with what one event's selector, or `interactionId`, threw; the others go on.
 */
export function createDomEvents(
  { record }: InternalPluginContext,
  { events: given = [], interactionId, enableMutationObserver }: DomEventOptions,
  onFailure: (cause: unknown) => void,
) {
  const safely = createSafely(onFailure);
  const events = [...given];
  let listening = new AbortController();

  const listenTo = safely(({ event: type, cssLocator, elementId, element }: TargetDomEvent): void => {
    const { signal } = listening;
    const listener = safely((event: Event): void => {
      const { target } = event;
      const id = target instanceof Element && target.id;
      const interaction = interactionId?.(event);
      record(DOM_EVENT_TYPE, {
        version: '1.1.0',
        event: event.type,
        element: target instanceof Node ? target.nodeName : 'UNKNOWN',
        ...(id && { elementId: id }),
        ...(interaction && { interactionId: interaction }),
        ...(cssLocator && { cssLocator }),
      });
    });
    const elements = cssLocator
      ? document.querySelectorAll(cssLocator)
      : [elementId ? document.getElementById(elementId) : element];
    elements.forEach((found?: EventTarget | null) => found?.addEventListener(type, listener, { signal }));
  });
  const stop = (): void => listening.abort();
  const listen = (): void => {
    stop();
    listening = new AbortController();
    events.forEach(listenTo);
  };

  const observer = enableMutationObserver ? new MutationObserver(listen) : undefined;
  const start = (): void => {
    listen();
    observer?.observe(document, { childList: true, subtree: true });
  };
  if (document.readyState === 'complete') start();
  else addEventListener('load', start, { once: true });

  return {
    register(more: TargetDomEvent[]): void {
      events.push(...more);
      more.forEach(listenTo);
    },
    stop(): void {
      removeEventListener('load', start);
      observer?.disconnect();
      stop();
    },
  };
}
