import type { InternalPluginContext } from '@aws-rum/web-core';
import { FetchPlugin } from '@aws-rum/web-core/plugins/event-plugins/FetchPlugin';
import { XhrPlugin } from '@aws-rum/web-core/plugins/event-plugins/XhrPlugin';
import { defaultConfig } from '@aws-rum/web-core/plugins/utils/http-utils';
import { patch } from './patch.ts';

type Fetch = typeof globalThis.fetch;
type Open = (method: string, url: string, ...rest: unknown[]) => void;
type Send = XMLHttpRequest['send'];

/** aws-rum-web's own plugins, without their patches: the page is patched once, here, and never unpatched by a switch. */
class FetchTelemetry extends FetchPlugin {
  protected override onload(): void {
    // Nothing to patch: see observeHttp.
  }
  around(original: Fetch): Fetch {
    return this.patches[0]!.wrapper()(original);
  }
}

class XhrTelemetry extends XhrPlugin {
  protected override onload(): void {
    // Nothing to patch: see observeHttp.
  }
  /** Notes the request as opened, and gives the `send` that observes it. */
  around(request: XMLHttpRequest, opened: Parameters<Open>, original: Send): Send {
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

/** Records the requests of one era, however late they are answered. */
export interface HttpLane {
  fetch: FetchTelemetry;
  xhr: XhrTelemetry;
  /** How many have no answer yet. */
  open: number;
  /** Called when all have theirs. */
  idle?: () => void;
}

/** Options of the `http` telemetry, as aws-rum-web has them. */
export type HttpOptions = NonNullable<ConstructorParameters<typeof FetchPlugin>[0]>;

/** @param ours URLs that the SDK itself calls, which are not the app's. */
export function createHttpLane(context: InternalPluginContext, options: HttpOptions, ours: RegExp[]): HttpLane {
  const config = { ...options, urlsToExclude: [...(options.urlsToExclude ?? defaultConfig.urlsToExclude), ...ours] };
  const lane = { fetch: new FetchTelemetry(config), xhr: new XhrTelemetry(config), open: 0 };
  lane.fetch.load(context);
  lane.xhr.load(context);
  return lane;
}

/**
 * Patches fetch and XMLHttpRequest once. Each request is observed by the lane that is current when it starts.
 *
 * @returns its undo.
 */
export function observeHttp(current: () => HttpLane | undefined): () => void {
  const opened = new WeakMap<XMLHttpRequest, Parameters<Open>>();
  const undo = [
    patch(window, 'fetch', (original) => {
      return function (this: unknown, ...args: Parameters<Fetch>) {
        const [input] = args;
        // Anything else is the browser's to refuse, in its own way.
        const known = typeof input === 'string' || input instanceof URL || input instanceof Request;
        const lane = known ? current() : undefined;
        if (!lane) return original.apply(this as never, args);
        const answer = lane.fetch.around(original).apply(this as never, args);
        const done = began(lane);
        answer.then(done, done);
        return answer;
      };
    }),
    patch(XMLHttpRequest.prototype, 'open', (original) => {
      return function (this: XMLHttpRequest, ...args: unknown[]) {
        opened.set(this, args as Parameters<Open>);
        return original.apply(this, args as never);
      };
    }),
    patch(XMLHttpRequest.prototype, 'send', (original) => {
      return function (this: XMLHttpRequest, ...args: Parameters<Send>) {
        const how = opened.get(this);
        const lane = how && current();
        opened.delete(this);
        if (!lane) return original.apply(this, args);
        lane.xhr.around(this, how, original).apply(this, args);
        this.addEventListener('loadend', began(lane), { once: true });
      };
    }),
  ];
  return () => undo.forEach((stop) => stop());
}

/** A request of the lane has begun; the result is to be called when it has ended. */
function began(lane: HttpLane): () => void {
  lane.open++;
  return () => {
    if (--lane.open === 0) lane.idle?.();
  };
}
