import type { IncomingHttpHeaders } from 'node:http';
import type { Exchange, Reply } from './Exchange.ts';

/** Which part of the console a request is for. `control` is the page and the console's own endpoints, which faults never touch. */
export type RouteTarget = 'rum' | 'identity' | 'issuer' | 'control';

export interface Route {
  target: RouteTarget;
  /** AWS operation, or `token`, `jwks`, `discovery` for the issuer. */
  operation?: string | undefined;
  /** App monitor id in the path, for PutRumEvents. */
  monitorId?: string | undefined;
  handle: (exchange: Exchange) => Promise<Reply> | Reply;
}

export type FindRoute = (method: string, path: string, headers: IncomingHttpHeaders) => Route;
