import type { PolicyDocument } from '../iam/PolicyDocument.ts';

/** Who may write to an app monitor: `guest` (anyone), `authenticated` (signed-in users only) or neither. */
export type MonitorState = 'guest' | 'authenticated' | 'other';

/** An app monitor, as `AWS::RUM::AppMonitor` has it. */
export interface AppMonitorOptions {
  name: string;
  /** 36-character UUID; default: one made of the name. */
  id?: string;
  /**
   * Default: read off the policies. With `roles` left out it decides which default role may write here.
   */
  state?: MonitorState;
  /** Lets unsigned requests in (Principal `*`, condition `rum:alias`) or keeps roles out (Deny). */
  resourcePolicy?: PolicyDocument;
}

/** An IAM role that an identity pool may assume. */
export interface RoleOptions {
  name: string;
  /** Who may assume it. */
  trustPolicy: PolicyDocument;
  /** Inline policies: what it may do. */
  policies: { name: string; document: PolicyDocument }[];
}

/** An OpenID Connect issuer whose id tokens an identity pool accepts. */
export interface TrustedIssuer {
  /** Its URL, as the tokens' `iss` says; `'development'` is the console's own issuer. */
  issuer: string;
  /** Accepted `aud` values; default for the development issuer: `issuerClientIds`. */
  clientIds?: string[];
  /** Key in `Logins`; default: the issuer without scheme and trailing slash. */
  loginKey?: string;
  /** Where its keys are; default: what its discovery document says. */
  jwksUri?: string;
}

/** A Cognito identity pool. */
export interface IdentityPoolOptions {
  /** `<region>:<uuid>`; default: one made of its place in the list. */
  id?: string;
  /** Whether guests get credentials; default true. */
  allowUnauthenticated?: boolean;
  /** Name of the guests' role; default `DualRum-Guest`. */
  unauthenticatedRole?: string;
  /** Name of the signed-in users' role; default `DualRum-Authenticated`. */
  authenticatedRole?: string;
  /** Default: the development issuer. */
  issuers?: TrustedIssuer[];
}

/**
 * What a console stands in for. Every option has a default: two app monitors, two roles, one identity pool.
 *
 * @example { port: 4567, appMonitors: [{ name: 'Shop', state: 'guest' }, { name: 'ShopUsers', state: 'authenticated' }] }
 */
export interface ConsoleOptions {
  /** On 127.0.0.1; 0, the default, takes a free one. */
  port?: number;
  /** Default `us-east-1`. */
  region?: string;
  /** Twelve digits; default `123456789012`. */
  account?: string;
  /**
   * A CloudFormation template, or the path of one in JSON or YAML: its app monitors, roles and identity pools, as
   * `@dual-rum/cdk` makes them, instead of `appMonitors`, `roles` and `identityPools`.
   */
  template?: string | object;
  /** Values for the template's parameters. */
  templateParameters?: Record<string, string>;
  /** Whom the template's identity pools trust. Default: whom the template says, and the development issuer. */
  issuers?: TrustedIssuer[];
  appMonitors?: AppMonitorOptions[];
  roles?: RoleOptions[];
  identityPools?: IdentityPoolOptions[];
  /** How long an identity pool's credentials live, in seconds; default 3600. */
  credentialsSeconds?: number;
  /** Client ids the development issuer mints for; default `['dual-rum']`. */
  issuerClientIds?: string[];
  /** How many events are kept in memory; over that the oldest batches go. Default 200,000. */
  maxEvents?: number;
  /** Bytes of one request body; decompressed it may be ten times that. Default 1,048,576. */
  maxBodyBytes?: number;
  /** Events of one batch; a larger one is refused with 400. Default: any number, since AWS publishes no limit. */
  maxBatchEvents?: number;
  /**
   * Refuses with 400 what AWS does not allow in custom events: more than 6 KB of details, other characters in the type
   * than letters, digits and `_.-`. Default false, since AWS does not say what becomes of them.
   */
  strictCustomEvents?: boolean;
  /** Folder with the Parquet files that the functions of `@dual-rum/identity-events` write; default none. The page shows them. */
  identityEvents?: string;
  /** Whether writes to guests' app monitors are in the trail, too. Default false. */
  trailGuests?: boolean;
  /** Folder in which events are kept across restarts. Default: none, in memory only. */
  data?: string;
  /** Days that events are kept in the folder, from their arrival. Default 365. */
  maxDays?: number;
  /** Megabytes that the folder's Parquet files may have; over that the oldest go. Default 2000. */
  maxMegabytes?: number;
  /** Milliseconds since 1970; default `Date.now`. */
  clock?: () => number;
  /** Called with one line per received batch and per refused write. */
  log?: (line: string) => void;
}
