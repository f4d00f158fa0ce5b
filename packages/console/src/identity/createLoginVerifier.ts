import { notAuthorized } from '../errors/AwsError.ts';
import type { IdentityPool } from '../settings/Settings.ts';
import type { Logins } from './createIdentityStore.ts';
import type { TokenVerifier } from './createTokenVerifier.ts';
import { loginKeyOf } from './loginKeyOf.ts';
import { readLogins } from './readLogins.ts';

/** Turns the `Logins` of a request into verified ones. None of them makes a guest, if the pool takes guests. */
export type LoginVerifier = (pool: IdentityPool, logins: unknown) => Promise<Logins>;

export function createLoginVerifier(verifyToken: TokenVerifier): LoginVerifier {
  return async (pool, logins) => {
    const verified: Logins = new Map();
    for (const [loginKey, token] of readLogins(logins)) {
      const issuer = pool.issuers.find((each) => loginKeyOf(each) === loginKey);
      if (!issuer) {
        const known = pool.issuers.map(loginKeyOf).join(', ') || 'none';
        throw notAuthorized(
          `Token is not from a supported provider of this identity pool. "${loginKey}" is not one of ${known}.`,
        );
      }
      verified.set(loginKey, await verifyToken(issuer, token));
    }
    if (verified.size === 0 && !pool.allowUnauthenticated) {
      throw notAuthorized('Unauthenticated access is not supported for this identity pool.');
    }
    return verified;
  };
}
