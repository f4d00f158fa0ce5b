import type { PutRumEventsRequest } from '@aws-rum/web-core/dispatch/dataplane';
import type { Credentials } from '../credentials/cacheCredentials.ts';
import type { RumConfig } from '../api/types.ts';

/** What came of one attempt to send a batch: an answer with its status, or none. */
export interface Outcome {
  status?: number;
  /** What the service said. */
  note?: string;
  /** Milliseconds the service asks to wait. */
  retryAfter?: number | undefined;
  /** Access key it was signed with. */
  keys?: string | undefined;
  /** It was not sent, for want of credentials. */
  unsigned?: boolean;
  cause?: unknown;
}

/**
 * Sends one batch.
 *
 * @param leaving the page may end at any moment, so it goes without a preflight and outlives the page.
 * @param mayLast the request may outlive the page, which then never hears the answer.
 * @param proceed asked right before the network is reached, and told whether the request outlives the page; `false` calls
 * it off.
 */
export type Send = (
  request: PutRumEventsRequest,
  credentials: Credentials | undefined,
  leaving: boolean,
  mayLast: boolean,
  proceed: (lasts: boolean) => boolean,
) => Promise<Outcome>;

export interface SenderOptions {
  region: string;
  endpoint: URL;
  signing: boolean;
  config: RumConfig;
  fetch: typeof globalThis.fetch;
  /** Bytes on the wire in requests that outlive the page, of both monitors: browsers allow 64 KiB. */
  lasting: { bytes: number };
}

/**
 * A sender for one app monitor. Serializing, compressing and signing are a third of the client's size and not needed
 * before the first batch, so they load after the page has what it needs.
 */
export function createSender(options: SenderOptions): {
  send: Send;
  load: () => Promise<typeof import('./putRumEvents.ts')>;
} {
  let loaded: Promise<typeof import('./putRumEvents.ts')> | undefined;
  let module: typeof import('./putRumEvents.ts') | undefined;
  const load = () =>
    (loaded ??= import('./putRumEvents.ts').then(
      (here) => (module = here),
      (cause: unknown) => {
        loaded = undefined; // A chunk that did not arrive is asked for again.
        throw cause;
      },
    ));
  return {
    load,
    async send(...batch) {
      try {
        return await (module ?? (await load())).putRumEvents(options, ...batch);
      } catch (cause) {
        return { cause };
      }
    },
  };
}
