import type { AwsCredentialIdentityProvider } from '@aws-sdk/types';
import type { AuthSource, AuthUser } from '../api/types.ts';
import type { Vault } from './cacheCredentials.ts';
import { claimsOf, idTokens } from './idTokens.ts';

/** The guest role's credentials, or with a user the authenticated role's, from a Cognito identity pool. */
export function identityPool(
  identityPoolId: string,
  endpoint: string | undefined,
  vault: Vault | undefined,
  auth?: AuthSource,
  user?: AuthUser,
): AwsCredentialIdentityProvider {
  const tokens = auth && user && idTokens(auth, user);
  // Asked for only here: to know who is signed in, the subject is enough, and it may be known sooner.
  const getLogins = async (): Promise<Record<string, () => Promise<string>> | undefined> => {
    if (!tokens) return undefined;
    const issuer = user.issuer ?? claimsOf(await tokens())?.iss;
    if (!issuer) throw new Error('neither current() nor idToken() of the AuthSource names an issuer');
    return { [issuer.replace(/^https?:\/\/|\/$/g, '')]: tokens };
  };
  // The provider pins the identity it got, so it serves one user only, and asks GetId but once.
  let provider: AwsCredentialIdentityProvider | undefined;
  return async () => {
    if (!provider) {
      const { fromCognitoIdentityPool } = await import('@aws-sdk/credential-provider-cognito-identity');
      const logins = await getLogins();
      provider = fromCognitoIdentityPool({
        identityPoolId,
        clientConfig: { region: identityPoolId.split(':')[0]!, ...(endpoint && { endpoint }) },
        ...(logins && { logins }),
        ...(vault && {
          cache: {
            getItem: () => vault.get()?.identityId ?? null,
            // Kept with the keys, once they are there.
            setItem: () => undefined,
            removeItem: () => vault.set(undefined),
          },
        }),
      });
    }
    return provider().catch((cause: unknown) => {
      // The identity may be no more: the next try asks for another.
      provider = undefined;
      throw cause;
    });
  };
}
