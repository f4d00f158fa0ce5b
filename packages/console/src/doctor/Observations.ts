import type { MonitorState } from '../options/ConsoleOptions.ts';

/** The two app monitors, as the SDK calls them. */
export type MonitorName = 'guest' | 'authenticated';

/** What became of a request. */
export type Outcome =
  | {
      is: 'answered';
      status: number;
      /** `x-amzn-errortype`; empty where there is none. */
      type: string;
      message: string;
      /** The service's time less this machine's, in milliseconds, as its `Date` says; undefined where it says nothing. */
      clockSkew: number | undefined;
      byServiceWorker: boolean;
    }
  | { is: 'failed'; error: string }
  | { is: 'open' };

interface Sent {
  /** Without the query, which may hold a signature. */
  url: string;
  outcome: Outcome;
}

/** A page view as it was sent. */
export interface SeenView {
  /** A batch that is sent again has the same. */
  eventId: string;
  pageId: string;
  sessionId: string;
  /** Seconds since 1970, whole ones, as sent. */
  at: number;
}

/** A PutRumEvents. */
export interface SeenWrite extends Sent {
  kind: 'write';
  monitorId: string;
  signed: boolean;
  /** What the signature is scoped to. */
  region: string | undefined;
  alias: string | undefined;
  events: number;
  views: SeenView[];
}

/** A request to an identity pool. */
export interface SeenIdentityRequest extends Sent {
  kind: 'identity';
  operation: string;
  poolId: string | undefined;
  /** Whose tokens it carries: empty for guests. Never the tokens themselves. */
  logins: { key: string; audience: string }[];
}

export type SeenRequest = SeenWrite | SeenIdentityRequest;

/** What `onProblem` tells. */
export interface SeenProblem {
  type: string;
  monitor?: MonitorName | undefined;
  message: string;
  fix: string;
}

/** How one monitor of a rum fares. */
export interface SeenHealth {
  state: 'active' | 'idle';
  queued: number;
  sent: number;
  dropped: Record<string, number>;
  lastError?: string;
}

/** A rum that the page has created. */
export interface SeenRum {
  guestId: string;
  authenticatedId: string;
  state: string;
  /** How often the state has changed from one known user to another. */
  switches: number;
  health: Record<MonitorName, SeenHealth>;
  problems: SeenProblem[];
  /** Where PutRumEvents is to go. */
  endpoint: string;
  sampleRate: number | undefined;
  include: string[] | undefined;
  exclude: string[] | undefined;
}

/** What the console holds that the app is examined against. */
export interface Reference {
  url: string;
  /**
   * `known`: its app monitors and pools are those that the app is meant to use. `learned`: they were taken from the app itself, so that
   * nothing can be said of ids, roles and pools.
   */
  is: 'known' | 'learned';
  region: string;
  monitors: { id: string; name: string; state: MonitorState }[];
  /** The pools of `/_config`. */
  pools: string[];
  /** The alias that unsigned guests need; undefined where guests sign. */
  alias: string | undefined;
  unsignedGuests: boolean;
  /** Faults that are set. */
  faults: number;
}

/** All that was seen of an app. JSON. */
export interface Observations {
  page: {
    url: string;
    status: number;
    /** Documents that were loaded, and changes of the path in them. */
    visits: number;
    /** Whether this page is https. */
    secure: boolean;
  };
  /** Whether the app was to talk to the console given, not to AWS. */
  expectsConsole: boolean;
  rums: SeenRum[];
  /** `window` has aws-rum-web's own command, `cwr`. */
  hasSnippet: boolean;
  requests: SeenRequest[];
  violations: { directive: string; blocked: string; enforced: boolean }[];
  /** Errors that nothing caught. */
  errors: string[];
  /** What the browser and the app wrote as errors and warnings. */
  messages: string[];
  /** Clients whose stored session says that somebody is signed in. */
  signedInAt: string[];
  reference: Reference | undefined;
}
