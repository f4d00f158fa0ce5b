/**
 * An id token to be minted by the development issuer.
 *
 * @example { subject: 'alice', expiresIn: 60 }
 */
export interface TokenRequest {
  subject: string;
  /** Audience; default: the first of `issuerClientIds`. */
  clientId?: string;
  /** Seconds; default 3600, negative for one that has expired. */
  expiresIn?: number;
  /** Further claims; they win over the standard ones. */
  claims?: Record<string, unknown>;
}
