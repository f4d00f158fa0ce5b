interface FaultScope {
  /** Which service fails. Default `rum`. */
  target?: 'rum' | 'identity' | 'issuer';
  /** Only this app monitor, by id or name (target `rum`). */
  monitor?: string;
  /** Only this operation: `GetId`, `GetCredentialsForIdentity`, `GetOpenIdToken`, `PutRumEvents`, `token`, `jwks`, `discovery`. */
  operation?: string;
  /** How many requests it hits before it is over; default: until cleared. */
  times?: number;
}

/** Answer with an error instead of doing the work. */
export interface StatusFault extends FaultScope {
  kind: 'status';
  /** 400 to 599. */
  status: number;
  /** Seconds, sent as `Retry-After`. */
  retryAfter?: number;
  message?: string;
}

/** Wait before doing the work. */
export interface LatencyFault extends FaultScope {
  kind: 'latency';
  /** Milliseconds. */
  ms: number;
}

/**
 * Break the connection: `drop-before` after the request was read and before anything is stored, `drop-after` once it is
 * stored and instead of the answer, `offline` at once and for preflights too.
 */
export interface ConnectionFault extends FaultScope {
  kind: 'drop-before' | 'drop-after' | 'offline';
}

/**
 * Something that goes wrong on purpose.
 *
 * @example { kind: 'status', status: 429, retryAfter: 2, times: 3 }
 */
export type Fault = StatusFault | LatencyFault | ConnectionFault;
