import type { LogEnvelope } from './logEvents.ts';

/** An application of the tenant: a public single-page client. */
export interface TenantApp {
  clientId: string;
  /** Allowed web origins (`http://localhost:5173`). Any address under one is an allowed callback and log-out URL. */
  origins: string[];
}

export interface TenantOptions {
  apps: TenantApp[];
  /** Default 86,400. */
  accessTokenSeconds?: number;
  /** Default 36,000. */
  idTokenSeconds?: number;
  /** Whether `offline_access` gives a refresh token, new with every use; default true. */
  refreshTokens?: boolean;
  /** Hears the tenant's log events, as its log stream sends them to EventBridge. */
  onLog?: (envelope: LogEnvelope) => void;
}

/** Requests answered so far. A renewal by refresh token counts under `token` and `refresh`, one by iframe under `authorize` and `silent`. */
export interface TenantRequests {
  authorize: number;
  /** Of these, with `prompt=none`. */
  silent: number;
  token: number;
  /** Of these, with a refresh token. */
  refresh: number;
  revoke: number;
  userinfo: number;
  logout: number;
}
