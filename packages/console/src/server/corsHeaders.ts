import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';

const exposed = 'Date, Retry-After, x-amzn-errortype, x-amzn-requestid';

/** Headers that let a page of any origin read the answer. A preflight is allowed whatever it asks for. */
export function corsHeaders(request: IncomingHttpHeaders, preflight: boolean): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {
    'access-control-allow-origin': '*',
    'access-control-expose-headers': exposed,
    // Lets PerformanceResourceTiming show real timings of this request, as AWS does.
    'timing-allow-origin': '*',
    // Chromium silently resends a request, even a POST, when a reused connection breaks. The page would never see a
    // `drop` fault, so each request of a browser gets a connection of its own.
    // https://source.chromium.org/search?q=HttpNetworkTransaction::ShouldResendRequest
    ...(request.origin === undefined ? {} : { connection: 'close' }),
  };
  if (!preflight) return headers;
  return {
    ...headers,
    'access-control-allow-methods': 'GET, POST, DELETE, OPTIONS',
    // '*' would not allow Authorization: https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name
    'access-control-allow-headers': request['access-control-request-headers'] ?? '*',
    'access-control-allow-private-network': 'true',
    'access-control-max-age': '7200',
    vary: 'Access-Control-Request-Headers',
  };
}
