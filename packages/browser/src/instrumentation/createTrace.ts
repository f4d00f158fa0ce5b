import type { XRayTraceEvent } from '@aws-rum/web-core/events/xray-trace-event';
import { cutUrl } from './cutText.ts';

/** How a traced request ended. */
export type TraceOutcome =
  | { status: number; contentLength: string | null | undefined }
  /** `isFault`: the server or the network failed; else the app gave up. */
  | { error: { type: string; message?: string }; isFault: boolean };

type Subsegment = NonNullable<XRayTraceEvent['subsegments']>[number];

/** The X-Ray trace of one request, as aws-rum-web's `xray_trace_event` has it. */
export function createTrace(name: string, url: string, method: string, isW3C: boolean) {
  const start = secondsNow();
  // https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html#xray-api-traceids
  const traceId = isW3C ? randomHex(16) : `1-${Math.floor(start).toString(16)}-${randomHex(12)}`;
  const begun = { start_time: start, in_progress: false };
  const host = hostOf(url);
  const segment: Subsegment = {
    ...begun,
    id: randomHex(8),
    name: host,
    namespace: host.endsWith('.amazonaws.com') ? 'aws' : 'remote',
    http: { request: { method, traced: true, url: cutUrl(url) } },
  };
  const event: XRayTraceEvent = {
    ...begun,
    version: '1.0.0',
    name,
    origin: 'AWS::RUM::AppMonitor',
    id: randomHex(8),
    trace_id: traceId,
    subsegments: [segment],
  };
  const traceHeader: [name: string, value: string] = isW3C
    ? ['traceparent', `00-${traceId}-${segment.id}-01`]
    : ['X-Amzn-Trace-Id', `Root=${traceId};Parent=${segment.id};Sampled=1`];

  return {
    ids: { trace_id: traceId, segment_id: segment.id },
    traceHeader,
    /** The event of the trace, once the request has ended. */
    end(outcome: TraceOutcome): XRayTraceEvent {
      event.end_time = segment.end_time = secondsNow();
      if ('error' in outcome) {
        const { error, isFault } = outcome;
        segment.cause = { exceptions: [error] };
        if (isFault) event.fault = segment.fault = true;
        else segment.error = true;
        return event;
      }
      const { status, contentLength } = outcome;
      const length = parseInt(contentLength ?? '', 10);
      segment.http!.response = { status, ...(!isNaN(length) && { content_length: length }) };
      // https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html#api-segmentdocuments-errors
      if (status === 429) event.throttle = segment.throttle = true;
      else if (status >= 400 && status < 500) event.error = segment.error = true;
      else if (status >= 500 && status < 600) event.fault = segment.fault = true;
      return event;
    },
  };
}

const secondsNow = (): number => Date.now() / 1000;

const randomHex = (bytes: number): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** The host of a URL; the page's, where it is a path. */
function hostOf(url: string): string {
  try {
    return new URL(url).hostname;
  } catch {
    return location.hostname;
  }
}
