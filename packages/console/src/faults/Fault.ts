interface FaultScope {
  /** Which service fails. Default `rum`. */
  target?: 'rum' | 'identity' | 'issuer';
  /** Only this app monitor, by id or name (target `rum`). */
  monitor?: string;
  /** Only this operation: `GetId`, `GetCredentialsForIdentity`, `GetOpenIdToken`, `PutRumEvents`, `token`, `jwks`, `discovery`. */
  operation?: string;
  /** How many requests it lets through before the first it hits. Default 0. */
  skip?: number;
  /** How many requests it hits before it is over. Default: until cleared. */
  times?: number;
}

/** Which bodies a fault is for. What is left out matches all. */
interface BodyScope {
  /** Only bodies of more bytes than this, decompressed. */
  overBytes?: number;
  /** Only batches of more events than this (target `rum`). */
  overEvents?: number;
  /** Only bodies that contain this text, decompressed. */
  containing?: string;
}

/**
 * Answer with an error instead of doing the work.
 *
 * @example { kind: 'status', status: 413, overBytes: 100_000 }
 */
export interface StatusFault extends FaultScope, BodyScope {
  kind: 'status';
  /** 400 to 599. */
  status: number;
  /** AWS exception name. Default: the one that the service has for this status. */
  type?: string;
  /** Seconds, sent as `Retry-After`. */
  retryAfter?: number;
  message?: string;
}

/** Wait before doing the work. */
export interface LatencyFault extends FaultScope, BodyScope {
  kind: 'latency';
  /** Milliseconds. */
  ms: number;
}

/**
 * Break the connection once the whole request has been read: `drop-before` the work is done, `drop-after` it and instead
 * of the answer, `drop-mid-answer` after it and in the middle of the answer's body.
 */
export interface AnswerFault extends FaultScope, BodyScope {
  kind: 'drop-before' | 'drop-after' | 'drop-mid-answer';
}

/** Break the connection before the whole request has been read: `offline` at once and for preflights too. */
export interface RequestFault extends FaultScope {
  kind: 'offline' | 'drop-mid-request';
}

export type ConnectionFault = AnswerFault | RequestFault;

/**
 * Something that goes wrong on purpose.
 *
 * @example { kind: 'status', status: 429, retryAfter: 2, times: 3 }
 */
export type Fault = StatusFault | LatencyFault | ConnectionFault;
