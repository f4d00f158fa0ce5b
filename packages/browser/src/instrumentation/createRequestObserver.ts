import type { InternalPluginContext } from '@aws-rum/web-core';
import { FetchPlugin } from '@aws-rum/web-core/plugins/event-plugins/FetchPlugin';
import { XhrPlugin } from '@aws-rum/web-core/plugins/event-plugins/XhrPlugin';
import { defaultConfig } from '@aws-rum/web-core/plugins/utils/http-utils';

export type Fetch = typeof globalThis.fetch;
export type Send = XMLHttpRequest['send'];
/** What `XMLHttpRequest.open` was called with. */
export type Opened = [method: string, url: string, ...rest: unknown[]];
type Open = (...opened: Opened) => void;

/** Options of the `http` telemetry, as aws-rum-web has them. */
export type HttpOptions = NonNullable<ConstructorParameters<typeof FetchPlugin>[0]>;

/** Makes requests and records them under one period, however late they are answered. */
export interface RequestObserver {
  /** Calls `original`, and records the request. */
  fetch(original: Fetch, self: unknown, args: Parameters<Fetch>): Promise<Response>;
  /** Sends a request that was opened with `opened` by `original`, and records it. */
  send(original: Send, request: XMLHttpRequest, opened: Opened, args: Parameters<Send>): void;
  /** Calls `listener` once, as soon as no request is open: now, where none is. */
  whenIdle(listener: () => void): void;
}

/** aws-rum-web's plugin without its patch: the page is patched once, by `observeRequests`. */
class FetchRecorder extends FetchPlugin {
  protected override onload(): void {
    // Nothing to patch.
  }
  wrap(original: Fetch): Fetch {
    return this.patches[0]!.wrapper()(original);
  }
}

/** aws-rum-web's plugin without its patches. */
class XhrRecorder extends XhrPlugin {
  protected override onload(): void {
    // Nothing to patch.
  }
  /** Notes how the request was opened, and wraps its `send`. */
  wrap(original: Send, request: XMLHttpRequest, opened: Opened): Send {
    const [send, open] = this.patches as unknown as [
      { wrapper: () => (next: Send) => Send },
      { wrapper: () => (next: Open) => Open },
    ];
    open
      .wrapper()(() => undefined)
      .apply(request, opened);
    return send.wrapper()(original);
  }
}

/**
 * Records the requests of one period.
 *
 * @param sdkUrls URLs that the SDK itself calls: those requests are not the app's.
 */
export function createRequestObserver(
  context: InternalPluginContext,
  options: HttpOptions,
  sdkUrls: readonly RegExp[],
): RequestObserver {
  const config = { ...options, urlsToExclude: [...(options.urlsToExclude ?? defaultConfig.urlsToExclude), ...sdkUrls] };
  const fetchRecorder = new FetchRecorder(config);
  const xhrRecorder = new XhrRecorder(config);
  fetchRecorder.load(context);
  xhrRecorder.load(context);

  let open = 0;
  let listeners: (() => void)[] = [];
  const closed = (): void => {
    if (--open > 0) return;
    const waiting = listeners;
    listeners = [];
    for (const listener of waiting) listener();
  };

  return {
    fetch(original, self, args) {
      const response = fetchRecorder.wrap(original).apply(self as never, args);
      open++;
      response.then(closed, closed);
      return response;
    },
    send(original, request, opened, args) {
      xhrRecorder.wrap(original, request, opened).apply(request, args);
      open++;
      request.addEventListener('loadend', closed, { once: true });
    },
    whenIdle(listener) {
      if (open === 0) listener();
      else listeners.push(listener);
    },
  };
}
