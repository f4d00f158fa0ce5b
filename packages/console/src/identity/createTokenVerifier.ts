import { createRemoteJWKSet, decodeJwt, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { AwsError, notAuthorized } from '../errors/AwsError.ts';
import type { Issuer } from '../settings/Settings.ts';

/** Verifies an id token and returns its subject; throws `NotAuthorizedException` for one that is not valid. */
export type TokenVerifier = (issuer: Issuer, token: string) => Promise<string>;

const timeout = 5000;

/** Fetches an issuer's keys when they are first needed, and again for a token signed with a key it does not know. */
export function createTokenVerifier(clock: () => number): TokenVerifier {
  const keySets = new Map<string, Promise<JWTVerifyGetKey>>();

  const keysOf = (issuer: Issuer): Promise<JWTVerifyGetKey> => {
    const known = keySets.get(issuer.issuer);
    if (known) return known;
    const keys = jwksUri(issuer).then((uri) => createRemoteJWKSet(new URL(uri), { timeoutDuration: timeout }));
    keySets.set(issuer.issuer, keys);
    // After a failed discovery the next token tries again.
    keys.catch(() => keySets.delete(issuer.issuer));
    return keys;
  };

  return async (issuer, token) => {
    const url = issuer.issuer.replace(/\/$/, '');
    try {
      decodeJwt(token);
    } catch {
      throw notAuthorized('Invalid login token. Not a valid OpenId Connect identity token.');
    }
    try {
      const { payload } = await jwtVerify(token, await keysOf(issuer), {
        algorithms: ['RS256'],
        issuer: [url, `${url}/`],
        audience: issuer.clientIds,
        currentDate: new Date(clock()),
        requiredClaims: ['sub', 'exp'],
      });
      return payload.sub!;
    } catch (error) {
      throw refusal(error, issuer, Math.floor(clock() / 1000));
    }
  };
}

async function jwksUri({ issuer, jwksUri: given }: Issuer): Promise<string> {
  if (given !== undefined) return given;
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(url, { signal: AbortSignal.timeout(timeout) });
  if (!response.ok) throw new Error(`GET ${url} answers ${response.status}`);
  const { jwks_uri: uri } = (await response.json()) as { jwks_uri?: unknown };
  if (typeof uri !== 'string') throw new Error(`${url} has no jwks_uri`);
  return uri;
}

function refusal(error: unknown, { issuer, clientIds }: Issuer, now: number): AwsError {
  if (error instanceof errors.JWTExpired)
    return notAuthorized(`Invalid login token. Token expired: ${error.payload.exp} >= ${now}`);
  if (error instanceof errors.JWTClaimValidationFailed) {
    const { iss, aud } = error.payload;
    if (error.claim === 'iss')
      return notAuthorized(`Invalid login token. Issuer doesn't match providerName: it is ${iss}, not ${issuer}.`);
    if (error.claim === 'aud')
      return notAuthorized(
        `Invalid login token. Incorrect token audience: it is ${String(aud)}; accepted are ${clientIds.join(', ')}.`,
      );
    return notAuthorized(`Invalid login token. ${error.message}.`);
  }
  const badToken =
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JOSEAlgNotAllowed ||
    error instanceof errors.JWSInvalid ||
    error instanceof errors.JWTInvalid;
  if (badToken) return notAuthorized(`Invalid login token. Couldn't verify signed token: ${error.message}.`);
  const cause = error instanceof Error ? error.message : String(error);
  return new AwsError(
    400,
    'ExternalServiceException',
    `The keys of issuer ${issuer} could not be read: ${cause}. Is it running, and does its discovery document name a jwks_uri?`,
  );
}
