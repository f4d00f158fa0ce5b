import type { XRayTraceEvent } from '@aws-rum/web-core/events/xray-trace-event';
import {
  createXRaySubsegment,
  createXRayTraceEvent,
  epochTime,
  getAmznTraceIdHeaderValue,
  getW3CTraceIdHeaderValue,
  requestInfoToHostname,
  W3C_TRACEPARENT_HEADER_NAME,
  X_AMZN_TRACE_ID,
} from '@aws-rum/web-core/plugins/utils/http-utils';
import { cutUrl } from './cutText.ts';

/** How a traced request ended. */
export type TraceOutcome =
  | { status: number; contentLength: string | null | undefined }
  /** `isFault`: the server or the network failed; else the app gave up. */
  | { error: { type: string; message?: string }; isFault: boolean };

/** The X-Ray trace of one request, as aws-rum-web's `xray_trace_event` has it. */
export function createTrace(name: string, url: string, method: string, isW3C: boolean) {
  const start = epochTime();
  const event = createXRayTraceEvent(name, start, isW3C);
  const http = { request: { method, traced: true, url: cutUrl(url) } };
  const segment = createXRaySubsegment(requestInfoToHostname(url), start, http);
  event.subsegments = [segment];
  const traceHeader: [name: string, value: string] = isW3C
    ? [W3C_TRACEPARENT_HEADER_NAME, getW3CTraceIdHeaderValue(event.trace_id, segment.id)]
    : [X_AMZN_TRACE_ID, getAmznTraceIdHeaderValue(event.trace_id, segment.id)];

  return {
    ids: { trace_id: event.trace_id, segment_id: segment.id },
    traceHeader,
    /** The event of the trace, once the request has ended. */
    end(outcome: TraceOutcome): XRayTraceEvent {
      event.end_time = segment.end_time = epochTime();
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
