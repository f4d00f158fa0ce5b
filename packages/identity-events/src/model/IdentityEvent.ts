import type { IdentityEventType, Outcome } from './eventTypes.ts';

/** The application a user signs in to. */
export interface IdentityClient {
  id?: string;
  name?: string;
}

/**
 * One thing that an identity provider reports, in the same shape for every provider.
 *
 * `toCloudEvent` makes a CloudEvents 1.0 event of it, for consumers that know nothing of this project.
 */
export interface IdentityEvent {
  /** The provider's id of the event; one made of its content where it has none. A provider may deliver an event twice; both copies have the same id. */
  id: string;
  /** Where the event comes from, a URI reference. `source` and `id` together are unique. */
  source: string;
  type: IdentityEventType;
  outcome: Outcome;
  /** Whom it is about: the user id, which is the `sub` of tokens. Never the administrator who acts on a user. */
  subject?: string;
  /** Who issues tokens for the subject: `https://my-shop.eu.auth0.com/`. */
  issuer?: string;
  /** When it happened: ISO 8601 in UTC with milliseconds, `2026-11-26T15:45:30.000Z`. */
  occurredAt: string;
  provider: 'auth0' | 'cognito';
  /** The provider's own word for what happened: an Auth0 log code, `user.updated`, a trigger source of Cognito. Kept for codes that nobody knows yet. */
  code: string;
  client?: IdentityClient;
  /** The connection or identity provider by which the user signs in. */
  connection?: string;
  /** The kind of that connection: `auth0`, `google-oauth2`, `samlp`. */
  strategy?: string;
  ip?: string;
  userAgent?: string;
  /** Two letters, ISO 3166-1. */
  country?: string;
  /** Why it failed, in the provider's words. */
  reason?: string;
  /** The Auth0 tenant, or the id of the Cognito user pool. */
  tenant?: string;
  /** What the provider sent, unchanged; of Cognito's triggers without what may be secret. It holds personal data. */
  raw: unknown;
}
