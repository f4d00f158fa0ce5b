import type { InternalPluginContext } from '@aws-rum/web-core';
import { JS_ERROR_EVENT_TYPE } from '@aws-rum/web-core/plugins/utils/constant';
import { describeError, type ErrorFacts } from './describeError.ts';
import { keepListening } from '../watch/keepListening.ts';

/** Options of the `errors` telemetry, as aws-rum-web has them. */
export interface ErrorOptions {
  stackTraceLength?: number;
  ignore?: (event: ErrorEvent | PromiseRejectionEvent) => boolean;
}

/** Records an error that the app reports: an ErrorEvent, or anything that can be thrown. */
export function recordError(context: InternalPluginContext, { stackTraceLength = 1000 }: ErrorOptions, error: unknown) {
  const facts: ErrorFacts = error instanceof ErrorEvent ? error : { type: 'error', error };
  context.record(JS_ERROR_EVENT_TYPE, describeError(facts, stackTraceLength));
}

/**
 * Records errors and rejections that nobody catches.
 *
 * @returns its undo.
 */
export function observeErrors(context: InternalPluginContext, options: ErrorOptions): () => void {
  const { stackTraceLength = 1000, ignore = () => false } = options;
  const isIgnored = (event: ErrorEvent | PromiseRejectionEvent): boolean => {
    try {
      return ignore(event);
    } catch {
      // Thrown on, it would be an error that nobody catches, about which `ignore` is asked.
      return false;
    }
  };
  const record = (facts: ErrorFacts): void =>
    context.record(JS_ERROR_EVENT_TYPE, describeError(facts, stackTraceLength));
  return keepListening(window, {
    error(event) {
      if (!isIgnored(event as ErrorEvent)) record(event);
    },
    unhandledrejection(event) {
      const rejection = event as PromiseRejectionEvent;
      if (!isIgnored(rejection)) record({ type: rejection.type, error: rejection.reason });
    },
  });
}
