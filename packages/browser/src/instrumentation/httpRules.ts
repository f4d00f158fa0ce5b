import type { HttpPluginConfig } from '@aws-rum/web-core/plugins/utils/http-utils';
import { matchesAny } from '../api/patterns.ts';

/** What aws-rum-web's http plugins do unless the app wants otherwise. */
export const HTTP_DEFAULTS: HttpPluginConfig = {
  logicalServiceName: 'rum.aws.amazon.com',
  urlsToInclude: [/.*/],
  urlsToExclude: [/cognito-identity\.([^.]*\.)?amazonaws\.com/, /sts\.([^.]*\.)?amazonaws\.com/],
  stackTraceLength: 200,
  recordAllRequests: false,
  addXRayTraceIdHeader: false,
};

/** Whether a request to this address carries its trace as a header. */
export const isTraceHeaderSent = (url: string, { addXRayTraceIdHeader: sent }: HttpPluginConfig): boolean =>
  Array.isArray(sent) ? matchesAny(sent, url) : sent;

/** https://www.w3.org/TR/trace-context/#traceparent-header */
const W3C = /^[^-]{2}-([^-]{32})-([^-]{16})-0[01]$/;
/** https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader */
const X_RAY = /^[^;]*?Root=([^;]+);[^;]*?Parent=([^;]+);[^;]*$/;

/** The trace that the app's own headers carry; undefined where they carry none. */
export function readTraceHeader(
  headers: Headers | undefined,
  isW3C: boolean,
): { trace_id: string; segment_id: string } | undefined {
  const [name, pattern] = isW3C ? (['traceparent', W3C] as const) : (['X-Amzn-Trace-Id', X_RAY] as const);
  const ids = pattern.exec(headers?.get(name) ?? '');
  return ids ? { trace_id: ids[1]!, segment_id: ids[2]! } : undefined;
}
