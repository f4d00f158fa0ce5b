/**
 * Whether a renewal failed because the provider refuses it: nobody is signed in any more. Any other failure leaves that
 * open. The codes are those of OAuth 2.0 (https://www.rfc-editor.org/rfc/rfc6749#section-5.2), OpenID Connect
 * (https://openid.net/specs/openid-connect-core-1_0.html#AuthError) and auth0-spa-js (`missing_refresh_token`).
 */
export const isRenewalRefused = (cause: unknown): boolean =>
  /_required$|^invalid_grant$|refresh_token$/.test((cause as { error?: string } | undefined)?.error ?? '');

/** Seconds until a token expires. */
export const secondsLeft = (exp = 0): number => exp - Date.now() / 1000;
