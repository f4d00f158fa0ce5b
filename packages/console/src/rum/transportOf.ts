import type { Exchange } from '../http/Exchange.ts';
import type { Signature } from '../sigv4/Signature.ts';
import type { Transport } from '../store/StoredEvent.ts';

/** How a batch came. Only `sendBeacon` is signed in the query or has the content type text/plain. */
export const transportOf = (request: Pick<Exchange, 'headers'>, signature: Signature | null): Transport =>
  signature?.form === 'query' || request.headers['content-type']?.startsWith('text/plain') === true
    ? 'beacon'
    : 'fetch';
