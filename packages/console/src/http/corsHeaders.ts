import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';

const exposed = 'Date, Retry-After, x-amzn-errortype, x-amzn-requestid';

/** Headers that let a page of any origin read the answer; for a preflight, also what it asked for. */
export function corsHeaders(request: IncomingHttpHeaders, preflight: boolean): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {
    'access-control-allow-origin': '*',
    'access-control-expose-headers': exposed,
    // A page measuring this request with PerformanceResourceTiming sees real timings, as it does with AWS.
    'timing-allow-origin': '*',
    // Chromium silently resends a request whose reused connection breaks, even a POST, and would hide a `drop` fault from
    // the page: https://source.chromium.org/search?q=HttpNetworkTransaction::ShouldResendRequest. A new one it does not.
    ...(request.origin === undefined ? {} : { connection: 'close' }),
  };
  if (!preflight) return headers;
  return {
    ...headers,
    'access-control-allow-methods': 'GET, POST, DELETE, OPTIONS',
    // Not '*': the wildcard leaves out Authorization (https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name).
    'access-control-allow-headers': request['access-control-request-headers'] ?? '*',
    'access-control-allow-private-network': 'true',
    'access-control-max-age': '7200',
    vary: 'Access-Control-Request-Headers',
  };
}
