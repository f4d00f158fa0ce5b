import { XhrError } from '@aws-rum/web-core/errors/XhrError';
import { patch } from '../watch/patch.ts';
import type { ObservedRequest, RequestObserver } from './createRequestObserver.ts';

/** Events that end a request: https://xhr.spec.whatwg.org/#events. Firefox fires only the last as it cuts one off for a navigation. */
const ENDS = ['load', 'error', 'abort', 'timeout', 'loadend'];

/**
 * Patches `XMLHttpRequest`. Each request is observed by the observer that is current when it is sent, and by no other: one
 * that is opened again while it is on its way is cancelled by that, without an event.
 *
 * @returns its undo.
 */
export function observeXhr(
  currentObserver: () => RequestObserver | undefined,
  onFailure: (cause: unknown) => void,
): () => void {
  const opened = new WeakMap<XMLHttpRequest, { method: string; url: string }>();
  const cancel = new WeakMap<XMLHttpRequest, () => void>();
  // CloudWatch Synthetics traces the requests of its canaries itself.
  const isTracedElsewhere = navigator.userAgent.includes('CloudWatchSynthetics');
  const safely = (work: () => void): void => {
    try {
      work();
    } catch (cause) {
      onFailure(cause);
    }
  };

  const start = (request: XMLHttpRequest): ((error: string) => void) | undefined => {
    const facts = opened.get(request);
    opened.delete(request);
    const observed = facts && currentObserver()?.start({ ...facts, isTracedElsewhere });
    if (!observed) return undefined;
    const stop = (): void => ENDS.forEach((type) => request.removeEventListener(type, onEnd));
    const end = (type: string): void => {
      stop();
      safely(() => record(observed, request, type));
    };
    const onEnd = ({ type }: Event): void => end(type);
    ENDS.forEach((type) => request.addEventListener(type, onEnd));
    cancel.set(request, () => {
      stop();
      observed.forgotten();
    });
    const { traceHeader } = observed;
    if (traceHeader) safely(() => request.setRequestHeader(...traceHeader));
    return end;
  };

  const undoOpen = patch(XMLHttpRequest.prototype, 'open', (original) => {
    return function (this: XMLHttpRequest, ...args: unknown[]) {
      const result = original.apply(this, args as never);
      safely(() => {
        cancel.get(this)?.();
        opened.set(this, { method: String(args[0]), url: String(args[1]) });
      });
      return result;
    };
  });
  const undoSend = patch(XMLHttpRequest.prototype, 'send', (original) => {
    return function (this: XMLHttpRequest, ...args: Parameters<XMLHttpRequest['send']>) {
      let end: ReturnType<typeof start>;
      safely(() => (end = start(this)));
      try {
        return original.apply(this, args);
      } catch (error) {
        // A synchronous request that fails throws, and fires no event.
        end?.('error');
        throw error;
      }
    };
  });
  return () => {
    undoOpen();
    undoSend();
  };
}

function record(observed: ObservedRequest, request: XMLHttpRequest, type: string): void {
  const { status, statusText } = request;
  if (type === 'load') {
    const isFailure = status < 200 || status > 299;
    observed.answered({
      status,
      statusText,
      isFailure,
      contentLength: request.getResponseHeader('Content-Length'),
    });
  } else if (type === 'abort' || type === 'timeout') {
    observed.failed(`XMLHttpRequest ${type}`, false);
  } else {
    observed.failed(new XhrError(String(status)));
  }
}
