import type { PageAttributes, PartialCookieAttributes, TargetDomEvent } from '@aws-rum/web-core';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@aws-sdk/types';
import type { AwsRum, AwsRumConfig } from 'aws-rum-web';

/** Who the SDK takes the user for: not known yet, a guest, or signed in. */
export type RumState = 'pending' | 'guest' | 'authenticated';

/** The two app monitors. */
export type MonitorName = 'guest' | 'authenticated';

/** The part of `AwsRum` that both aws-rum-web and the default slim client have. */
export type RumClient = Pick<
  AwsRum,
  | 'addPlugin'
  | 'addSessionAttributes'
  | 'allowCookies'
  | 'clearCookies'
  | 'clearEventMetadataHook'
  | 'disable'
  | 'dispatch'
  | 'dispatchBeacon'
  | 'enable'
  | 'getSessionId'
  | 'getUserId'
  | 'pinSessionId'
  | 'pinUserId'
  | 'recordError'
  | 'recordEvent'
  | 'recordPageView'
  | 'registerDomEvents'
  | 'setAwsCredentials'
  | 'setEventMetadataHook'
  | 'startSession'
>;

/** Any option of aws-rum-web 3, as its `AwsRumConfig`. */
export type RumConfig = Omit<AwsRumConfig, 'cookieAttributes'> & { cookieAttributes?: PartialCookieAttributes };

/** One app monitor: its id, and how what is sent to it gets signed. */
export interface MonitorOptions {
  /** Id of the CloudWatch RUM app monitor, a UUID. */
  appMonitorId: string;
  /** Cognito identity pool, `<region>:<uuid>`: guests get its guest role, signed-in users its authenticated role. */
  identityPoolId?: string;
  /** AWS credentials, or a provider of them, instead of an identity pool. */
  credentials?: AwsCredentialIdentity | AwsCredentialIdentityProvider;
  /** `false` sends unsigned requests, for app monitors whose resource policy allows them. Default `true`. */
  signing?: boolean;
  /** The `rum:alias` that the app monitor's resource policy asks for. */
  alias?: string;
  /** Overrides of `config` for this monitor alone. */
  config?: RumConfig;
}

/** A signed-in user, as the identity provider names them. */
export interface AuthUser {
  /** The `sub` of the id token. */
  subject: string;
  /** The `iss` of the id token. Left out, it is read from the id token when AWS credentials are needed. */
  issuer?: string;
}

/**
 * Where sign-in comes from. Anyone can write one; a hint carries no state, it only asks to read `current()` again.
 *
 * @example
 * const auth: AuthSource = {
 *   current: async () => session.user && { subject: session.user.id, issuer: 'https://id.example.com' },
 *   idToken: async () => session.idToken,
 *   subscribe: (hint) => session.onChange(() => hint('session changed')),
 * };
 */
export interface AuthSource {
  /**
   * The signed-in user; `null` for a guest. It waits until the client has restored its session: a `null` that comes too early
   * files the page load under guests. Rejects when it is not known who is signed in: the state is kept.
   */
  current(): Promise<AuthUser | null>;
  /** A fresh id token with at least `minTtlSeconds` to live, or a rejection. Never empty. */
  idToken(minTtlSeconds?: number): Promise<string>;
  /**
   * Calls `hint` whenever the user may have changed; returns its undo. From a hint on, events wait until `current()`
   * has answered. Call `hint` before the app's own code goes on after the sign-in or sign-out. A hint of kind `refresh` says that only the user's tokens may have
   * changed: `current()` is read again, and no event waits.
   */
  subscribe(hint: (why: string, kind?: 'change' | 'refresh') => void): () => void;
}

/** An event on its way out, with `details` and `metadata` as objects. `timestamp` is when it happened. */
export interface RumEvent {
  id: string;
  type: string;
  timestamp: Date;
  details: Record<string, unknown>;
  metadata: Record<string, unknown>;
}

/** The class behind `client`: the slim client's or aws-rum-web's `AwsRum`. */
export type RumClientClass = new (id: string, version: string, region: string, config?: RumConfig) => RumClient;

/** What `createDualRum` takes. */
export interface DualRumOptions {
  /** AWS region of both app monitors. */
  region: string;
  /** Version of the web app, sent with every batch. */
  applicationVersion: string;
  /** The app monitor for guests. */
  guest: MonitorOptions;
  /** The app monitor for signed-in users. */
  authenticated: MonitorOptions;
  /** Where sign-in comes from. Without it the app calls `setSignedIn`. */
  auth?: AuthSource;
  /** Any option of aws-rum-web, for both monitors. */
  config?: RumConfig;
  /** `false`: nothing is recorded, stored or sent before `enable()`. Default `true`. */
  enabled?: boolean;
  /** What the user is taken for at first. Default `'pending'` with `auth`, else `'guest'`. */
  initialState?: RumState;
  /** Milliseconds after which a pending user counts as a guest. Default 10,000. */
  pendingTimeout?: number;
  /**
   * Sees every event before it is queued for sending, for both monitors. Return an event to send that instead, `null`
   * or `false` to drop it. An event is dropped and reported when this throws.
   */
  beforeSend?: (event: RumEvent, monitor: MonitorName) => RumEvent | null | false | undefined;
  /** URL of the RUM data plane, for tests. Default `https://dataplane.rum.<region>.amazonaws.com`. */
  endpoint?: string;
  /** URL of the Cognito identity pools service, for tests. */
  identityPoolEndpoint?: string;
  /** The `AwsRum` class: aws-rum-web's for session replay. Default: the slim client's. */
  client?: RumClientClass;
  /** `true`: options that cannot work throw in production, too, and not only in development. */
  strict?: boolean;
}

/** Something was lost, delayed or refused: what, why, and what to do about it. */
export interface Problem {
  type:
    | 'options' // they cannot work, and nothing is recorded; in development they throw
    | 'unreachable' // the data plane cannot be reached; kept and tried again
    | 'unavailable' // the data plane answers 429 or 5xx; kept and tried again
    | 'forbidden' // the data plane refuses the role or the app monitor; kept and tried again
    | 'rejected' // the data plane found a batch invalid; its events are lost
    | 'credentials' // no AWS credentials to be had; kept and tried again
    | 'queue-full' // too much waits for delivery; the oldest events are lost, session starts and errors last
    | 'pending-full' // too much happened while it was not known who is signed in; events are lost
    | 'session-limit' // sessionEventLimit was reached; events are dropped
    | 'storage' // cookies, or what is to be kept for the next page, cannot be stored
    | 'auth' // the AuthSource does not answer; the state is kept
    | 'invalid-event' // an event's data cannot be serialized; it is lost
    | 'beforeSend' // the app's beforeSend threw; the event is lost
    | 'instrument' // this browser lacks what an instrument needs
    | 'internal'; // a defect of ours
  /** The monitor concerned, where it is one. */
  monitor?: MonitorName;
  /** What happened and the likely cause. */
  message: string;
  /** What to do. */
  fix: string;
  /** How many events are concerned, where that is known. */
  count?: number;
  /** The error behind it. */
  cause?: unknown;
}

/** How one monitor fares, for the app's own display. Counts are events since the page loaded. */
export interface MonitorHealth {
  state: 'active' | 'idle';
  /** Recorded and not acknowledged. */
  queued: number;
  /** Acknowledged by CloudWatch. */
  sent: number;
  /**
   * Lost, by reason: `rejected` by the service, `overflow` of the queue, `pending` for too long, reported too `late` for the
   * user's credentials, older than a day (`age`), `beforeSend`, `sessionEventLimit`, `disposed`.
   */
  dropped: Record<string, number>;
  lastError?: string;
  /** When the AWS credentials at hand expire. */
  credentialsExpireAt?: Date;
}

/** What `createDualRum` returns. No method throws. */
export interface DualRum {
  /** Files what happens from now on under the signed-in monitor (`true`) or the guest monitor (`false`). Idempotent. */
  setSignedIn(signedIn: boolean): void;
  readonly state: RumState;
  /** Calls `listener` with each new state; returns its undo. */
  subscribe(listener: (state: RumState) => void): () => void;
  /**
   * Records a page view: a page id, or a page id with tags, attributes and a `path`. A page of the same id is the same page, unless
   * its `path` is another.
   */
  recordPageView(page: string | (PageAttributes & { path?: string })): void;
  /**
   * A router names the pages from now on: no page view is recorded by itself any more. What the load of the page brings waits for the
   * first `recordPageView`, five seconds at most, so that it carries the name of its page. For plugins of routers; call it before
   * the router enters its first route.
   */
  awaitPageView(): void;
  /** Records an error the app caught. */
  recordError(error: unknown): void;
  /** Records a custom event; `metadata` values are strings, numbers or booleans. */
  recordEvent(type: string, data: object, metadata?: Record<string, string | number | boolean>): void;
  /** Adds attributes to the current session of the current monitor; they end with that session. */
  addSessionAttributes(attributes: Record<string, string | number | boolean>): void;
  /** Records DOM events of the given elements, as aws-rum-web's `registerDomEvents`. */
  registerDomEvents(events: TargetDomEvent[]): void;
  /** Consent given: starts recording. */
  enable(): void;
  /** Consent withdrawn: stops recording, and removes the ids stored in the browser. */
  disable(): void;
  /**
   * Resolves when everything recorded so far is acknowledged (`true`), or after `timeout` milliseconds (default 5,000)
   * with `false`; what is left is still being sent. Await it before a redirect that logs out.
   */
  flush(timeout?: number): Promise<boolean>;
  /** Calls `listener` with each problem, those of the past included; returns its undo. */
  onProblem(listener: (problem: Problem) => void): () => void;
  readonly health: Record<MonitorName, MonitorHealth>;
  /** Sends what is left and lets go of the page. */
  dispose(): void;
  /** The `AwsRum` instance of the guest monitor, for what is not wrapped here. */
  readonly guest: RumClient;
  /** The `AwsRum` instance of the signed-in monitor, for what is not wrapped here. */
  readonly authenticated: RumClient;
}
