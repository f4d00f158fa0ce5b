import type { AwsCredentialIdentityProvider } from '@aws-sdk/types';
import type { AuthSource, AuthUser } from '../api/types.ts';
import type { IdentityStorage } from './IdentityStorage.ts';
import { claimsOf, idTokens } from './idTokens.ts';

export interface IdentityPoolOptions {
  identityPoolId: string;
  /** URL of the identity pools service, for tests. */
  endpoint?: string | undefined;
  /** Where a guest's identity is stored between pages. */
  storage?: IdentityStorage | undefined;
  /** The signed-in user, and where their id tokens come from; without one, it is a guest. */
  login?: { auth: AuthSource; user: AuthUser } | undefined;
}

/** Credentials from a Cognito identity pool: the guest role's, or those of the authenticated role for a user. */
export function createIdentityPoolProvider(options: IdentityPoolOptions): AwsCredentialIdentityProvider {
  const { identityPoolId, endpoint, storage, login } = options;
  const tokens = login && idTokens(login.auth, login.user);
  // Asked for only here: to know who is signed in, the subject is enough, and it may be known sooner.
  const findLogins = async (): Promise<Record<string, () => Promise<string>> | undefined> => {
    if (!tokens) return undefined;
    const issuer = login.user.issuer ?? claimsOf(await tokens())?.iss;
    if (!issuer) throw new Error('neither current() nor idToken() of the AuthSource names an issuer');
    return { [issuer.replace(/^https?:\/\/|\/$/g, '')]: tokens };
  };
  // The provider pins the identity it got, so it serves one user only, and asks GetId but once.
  let provider: AwsCredentialIdentityProvider | undefined;
  return async () => {
    if (!provider) {
      const { fromCognitoIdentityPool } = await import('@aws-sdk/credential-provider-cognito-identity');
      const logins = await findLogins();
      provider = fromCognitoIdentityPool({
        identityPoolId,
        clientConfig: { region: identityPoolId.split(':')[0]!, ...(endpoint && { endpoint }) },
        ...(logins && { logins }),
        ...(storage && {
          cache: {
            getItem: () => storage.get()?.identityId ?? null,
            // Stored with the credentials, once they are there.
            setItem: () => undefined,
            removeItem: () => storage.set(undefined),
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
