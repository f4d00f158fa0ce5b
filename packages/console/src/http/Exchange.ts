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

/** What goes back as JSON. */
export interface JsonReply {
  status: number;
  headers?: Record<string, string>;
  body: unknown;
}

/** What goes back as it is: a file of the page. */
export interface FileReply {
  status: number;
  headers: Record<string, string>;
  file: Buffer;
}

/** Sends one server-sent event; false when the client is too slow for what it is sent. */
export type SendEvent = (name: string, data: unknown) => boolean;

/** Server-sent events until the client goes: `stream` is told how to send, and returns what stops it. */
export interface StreamReply {
  status: 200;
  stream: (send: SendEvent) => () => void;
}

export type Reply = JsonReply | FileReply | StreamReply;
