import type { BrowserContext } from 'playwright-core';

/** How a client's provider is played, and what its pages need. */
export interface Client {
  name: string;
  /** The page's module in `pages`. */
  page: string;
  setUp: (origin: string) => Promise<Provider> | Provider;
}

/** An identity provider that does what a test tells it. */
export interface Provider {
  /** What the page finds in `window.config`. */
  config: object;
  /** What of it is different where the provider cannot be reached: the time that a client waits for an iframe. */
  configWhenCutOff?: object;
  /** `iss` of its tokens. */
  issuer: string;
  /** `sub` of a user's tokens. */
  subjectOf: (user: string) => string;
  /** Who logs in next. */
  signInAs: (user: string) => void;
  /** While on, nothing renews the tokens of anybody. */
  refuseRenewal: (on: boolean) => void;
  /** What is to be known of a browser before its first page. */
  prepare?: (context: BrowserContext) => Promise<void>;
  close: () => Promise<void>;
}
