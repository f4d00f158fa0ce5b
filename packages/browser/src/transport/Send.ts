import type { PutRumEventsRequest } from '@aws-rum/web-core/dispatch/dataplane';
import type { RumConfig } from '../api/types.ts';
import type { CachedCredentials } from '../credentials/createCachedCredentials.ts';

/** What came of one attempt to send a batch. */
export type Outcome =
  | ({ name: 'answered'; accessKeyId: string | undefined } & Answer)
  /** The cause is `NO_ANSWER` where none came in time. */
  | { name: 'unreachable'; cause: unknown }
  /** The browser refused to let it outlive the page: it never left. */
  | { name: 'no keepalive' }
  /** It was not sent, for want of credentials. */
  | { name: 'unsigned'; cause: unknown }
  /** `begin` said so. */
  | { name: 'called off' };

/** What CloudWatch RUM answered. */
export interface Answer {
  status: number;
  note?: string;
  /** Milliseconds it asks to wait. */
  retryAfter?: number;
}

export interface SendOptions {
  request: PutRumEventsRequest;
  credentials: CachedCredentials | undefined;
  /** The page may end at any moment: no preflight, and nothing waits for more than a microtask. */
  pageEnds: boolean;
  /**
   * Called right before the network is reached, with nothing between that takes time: as a page ends, Firefox may stop its scripts. It is
   * given the bytes of the body, where they are known. Says whether the request outlives the page, or calls the attempt off.
   */
  begin: (bytes: number) => 'keepalive' | 'ordinary' | 'called off';
}

/** Sends one batch. Never rejects. */
export type Send = (options: SendOptions) => Promise<Outcome>;

export interface SenderOptions {
  region: string;
  endpoint: URL;
  signing: boolean;
  config: RumConfig;
  fetch: typeof globalThis.fetch;
  /** Milliseconds that the service's clock is ahead of the page's, as far as it is known; shared by both app monitors. */
  clockSkew: { milliseconds: number };
  /** What the app's `clientBuilder` has built, and for which credentials. */
  client: { client?: ReturnType<NonNullable<RumConfig['clientBuilder']>>; accessKeyId?: string | undefined };
}
