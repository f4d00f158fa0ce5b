import type { Finding } from '../Finding.ts';
import type { MonitorName, Observations, SeenIdentityRequest } from '../Observations.ts';
import { explainFailure } from './explainFailure.ts';
import { describeRequest } from './requestsOf.ts';

type Explained = Omit<Finding, 'monitor'>;

/** Why the identity pool gave no credentials. Undefined where nothing can be said of it. */
export function explainIdentity(
  name: MonitorName,
  request: SeenIdentityRequest,
  observations: Observations,
): Explained | undefined {
  const failure = explainFailure(request, observations);
  if (failure) return failure;
  const { outcome, poolId, logins } = request;
  const { reference } = observations;
  if (outcome.is !== 'answered') return undefined;
  const { type, message } = outcome;
  const evidence = [describeRequest(request)];
  const option = `${name}.identityPoolId`;
  const region = poolId?.split(':')[0];
  if (region !== undefined && reference && region !== reference.region)
    return wrongRegion(region, reference.region, evidence);
  if (type === 'ResourceNotFoundException')
    return {
      code: 'unknown-pool',
      title: `There is no identity pool with the id in ${option}`,
      cause:
        'The id is misspelt, or is of another account or console. A console that was given no ids makes new ones at each start.',
      evidence,
      fix:
        reference?.is === 'known' && reference.pools.length > 0
          ? `Set ${option} to '${reference.pools.join("' or '")}'.`
          : `Set ${option} to the id of a pool in this region.`,
    };
  if (/Unauthenticated access is not supported/.test(message))
    return {
      code: 'guests-not-allowed',
      title: 'The identity pool gives guests nothing',
      cause: 'The pool does not allow unauthenticated identities.',
      evidence,
      fix: 'Set AllowUnauthenticatedIdentities: true on the pool and give it a role for guests, or give guests a pool of their own.',
    };
  const [login] = logins;
  if (login !== undefined && /not from a supported provider|Issuer doesn't match/.test(message)) {
    // The console that learned from the app trusts its own issuer alone.
    if (reference?.is === 'learned') return undefined;
    return {
      code: 'issuer-not-trusted',
      title: 'The identity pool does not trust who signs users in',
      cause: 'The issuer of the id token is none of the pool’s providers.',
      evidence: [...evidence, `the token is of ${login.key}`],
      fix: `Add ${login.key} to the providers of the pool: the user pool and its app client, or the issuer as OpenID Connect provider. Of the console: issuers of identityPools.`,
    };
  }
  if (login !== undefined && /audience/.test(message))
    return {
      code: 'wrong-client-id',
      title: 'The id token is for another client than the identity pool accepts',
      cause: 'The pool trusts the issuer, but not the client id that the app signs in with.',
      evidence: [...evidence, `the token is for ${login.audience}`],
      fix: `Add the client id ${login.audience} to the provider of the pool, or sign in with one that is there.`,
    };
  if (login !== undefined && /login token|forbidden/.test(message))
    return {
      code: 'id-token-refused',
      title: 'The identity pool refuses the id token',
      cause: 'The token is expired, not signed by its issuer, or not an id token, such as an access token.',
      evidence,
      fix: 'Let idToken() of the AuthSource return a fresh id token: the adapters of @dual-rum/browser do.',
    };
  if (type === 'InvalidIdentityPoolConfigurationException')
    return {
      code: 'role-not-assumed',
      title: 'The identity pool may not assume the role',
      cause:
        'The pool has no such role, or the trust policy of the role does not name the pool (aud) and this kind of user (amr).',
      evidence,
      fix: `Give the pool a role for ${name === 'guest' ? 'guests' : 'signed-in users'} whose trust policy allows sts:AssumeRoleWithWebIdentity for this pool and amr ${name === 'guest' ? 'unauthenticated' : 'authenticated'}.`,
    };
  return {
    code: 'credentials-refused',
    title: 'The identity pool gives no credentials',
    cause: 'The pool refuses the request; the answer says why.',
    evidence,
    fix: `See the answer, and check ${option}.`,
  };
}

/** The app is in another region than what it talks to. */
export const wrongRegion = (region: string, right: string, evidence: string[]): Explained => ({
  code: 'wrong-region',
  title: 'The region is wrong',
  cause: `createDualRum has region '${region}', and the app monitors are in ${right}.`,
  evidence,
  fix: `Set region to '${right}', and the ids to what is there.`,
});
