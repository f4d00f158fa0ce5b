import type { AuthUser } from '../api/types.ts';
import { claimsOf } from './idTokens.ts';

/**
 * What identity pools call the issuer of a user's id tokens: its URL without scheme and final slash.
 *
 * @param token in which it is found where the sign-in source does not name it: to know who is signed in, the subject is enough.
 * @throws Error when nobody names it: without a login, the pool would hand out a guest's credentials.
 */
export function loginKey(user: AuthUser, token: string): string {
  const issuer = user.issuer ?? claimsOf(token)?.iss;
  if (!issuer) throw new Error('neither current() nor idToken() of the AuthSource names an issuer');
  return issuer.replace(/^https?:\/\/|\/$/g, '');
}
