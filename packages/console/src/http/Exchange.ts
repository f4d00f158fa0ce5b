import type { IncomingHttpHeaders } from 'node:http';
import type { AwsError } from '../errors/AwsError.ts';

/** One request as it came over the wire. Nothing is decoded, so that signatures can be checked byte for byte. */
export interface Exchange {
  method: string;
  /** Path without the query, percent-encoded as received. */
  path: string;
  /** Query without the question mark, as received. */
  rawQuery: string;
  headers: IncomingHttpHeaders;
  remoteAddress: string;
  body: Buffer;
  /** Set when the body was too large to take; `body` is empty then. The handler throws this. */
  bodyError?: AwsError;
}

/** What goes back: `body` is sent as JSON. */
export interface Reply {
  status: number;
  headers?: Record<string, string>;
  body: unknown;
}
