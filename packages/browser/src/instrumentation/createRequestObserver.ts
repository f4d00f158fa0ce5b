import type { InternalPluginContext } from '@aws-rum/web-core';
import { HTTP_EVENT_TYPE, XRAY_TRACE_EVENT_TYPE } from '@aws-rum/web-core/plugins/utils/constant';
import type { HttpPluginConfig } from '@aws-rum/web-core/plugins/utils/http-utils';
import { isAllowed, matchesAny } from '../api/patterns.ts';
import { assignDefined } from '../watch/assignDefined.ts';
import { createTrace } from './createTrace.ts';
import { cutUrl } from './cutText.ts';
import { describeError, isObject } from './describeError.ts';
import { HTTP_DEFAULTS, isTraceHeaderSent, readTraceHeader } from './httpRules.ts';

/** Options of the `http` telemetry, as aws-rum-web has them. */
export type HttpOptions = Partial<HttpPluginConfig>;

/** A request that starts. */
export interface RequestFacts {
  url: string;
  method: string;
  /** The headers that the app has set, where they can be read: a trace of the app's own is kept. */
  headers?: Headers | undefined;
  /** Somebody else traces all requests: no trace of ours. */
  isTracedElsewhere?: boolean;
}

/** How a request was answered. */
export interface Answer {
  status: number;
  statusText: string;
  /** Recorded even where only failed requests are. */
  isFailure: boolean;
  contentLength?: string | null | undefined;
}

/** A request that is on its way. The first call of a method says how it ended. */
export interface ObservedRequest {
  /** The header that carries the trace, where one is to be sent. */
  readonly traceHeader: [name: string, value: string] | undefined;
  answered(answer: Answer): void;
  /** `isFault`: the server or the network failed; else the app gave up. */
  failed(error: unknown, isFault?: boolean): void;
  /** Nobody will hear how it ended: it is not recorded. Does nothing where that is known. */
  forgotten(): void;
}

/** Records requests under one period, however late they are answered. */
export interface RequestObserver {
  /** A request starts; undefined where it is not to be recorded. */
  start(request: RequestFacts): ObservedRequest | undefined;
  /** Calls `listener` once, as soon as no request is open: now, where none is; after a minute, where one stays open. */
  whenIdle(listener: () => void): void;
}

/** Milliseconds that `whenIdle` waits at most: a request that is never answered must not keep credentials for ever. */
const LONGEST_WAIT = 60_000;

/**
 * Records the requests of one period, as aws-rum-web's FetchPlugin and XhrPlugin do.
 *
 * @param sdkUrls URLs that the SDK itself calls: those requests are not the app's.
 */
export function createRequestObserver(
  context: InternalPluginContext,
  options: HttpOptions,
  sdkUrls: readonly RegExp[],
): RequestObserver {
  const config = assignDefined({ ...HTTP_DEFAULTS }, options);
  const openRequests = createCounter();

  return {
    start({ url, method, headers, isTracedElsewhere }) {
      if (!isAllowed(url, config.urlsToInclude, config.urlsToExclude) || matchesAny(sdkUrls, url)) return undefined;
      const { enableXRay, enableW3CTraceId } = context.config;
      const appTrace = readTraceHeader(headers, enableW3CTraceId);
      const isTraced = enableXRay && !appTrace && !isTracedElsewhere && context.getSession()?.record;
      const trace = isTraced ? createTrace(config.logicalServiceName, url, method, enableW3CTraceId) : undefined;
      const ids = appTrace ?? trace?.ids;
      const event = { version: '1.0.0', request: { url: cutUrl(url), method }, ...ids };
      const close = openRequests.open();

      return {
        traceHeader: isTraceHeaderSent(url, config) ? trace?.traceHeader : undefined,
        answered({ status, statusText, isFailure, contentLength }) {
          if (trace) context.record(XRAY_TRACE_EVENT_TYPE, trace.end({ status, contentLength }));
          if (config.recordAllRequests || isFailure) {
            context.record(HTTP_EVENT_TYPE, { ...event, response: { status, statusText } });
          }
          close();
        },
        failed(error, isFault = true) {
          const details = describeError({ type: 'error', error }, config.stackTraceLength);
          if (trace) {
            const { type, message } = details;
            const exception = isObject(error) ? { type, message } : { type };
            context.record(XRAY_TRACE_EVENT_TYPE, trace.end({ error: exception, isFault }));
          }
          context.record(HTTP_EVENT_TYPE, { ...event, error: details });
          close();
        },
        forgotten: close,
      };
    },
    whenIdle: openRequests.whenNone,
  };
}

/** Counts what is open. */
function createCounter() {
  let count = 0;
  const listeners = new Set<() => void>();
  return {
    /** @returns what closes it. */
    open(): () => void {
      count++;
      let isOpen = true;
      return () => {
        if (!isOpen) return;
        isOpen = false;
        if (--count === 0) [...listeners].forEach((listener) => listener());
      };
    },
    whenNone(listener: () => void): void {
      if (count === 0) {
        listener();
        return;
      }
      const once = (): void => {
        clearTimeout(timer);
        if (listeners.delete(once)) listener();
      };
      const timer = setTimeout(once, LONGEST_WAIT);
      listeners.add(once);
    },
  };
}
