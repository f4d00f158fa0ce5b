import type { CognitoIdentityClientConfig } from '@aws-sdk/client-cognito-identity';
import type { AwsCredentialIdentityProvider } from '@aws-sdk/types';
import type { AuthSource, AuthUser } from '../api/types.ts';
import { askByAwsSdk } from './askByAwsSdk.ts';
import { createIdentityPoolProvider } from './createIdentityPoolProvider.ts';
import type { IdentityStorage } from './IdentityStorage.ts';

/** What a provider of an app monitor's credentials is called with. */
export interface ProviderProperties {
  /** Whose credentials they are to be; undefined for guests, and where the sign-in source names nobody. */
  dualRumUser?: AuthUser | undefined;
  /** Where a guest's identity of this pool is stored between pages. */
  identityStorage?: ((identityPoolId: string) => IdentityStorage | undefined) | undefined;
}

export interface AwsSdkCredentialsOptions {
  /** Cognito identity pool, `<region>:<uuid>`. */
  identityPoolId: string;
  /** Where sign-in comes from, for the app monitor of signed-in users. Without it, the credentials are those of a guest. */
  auth?: AuthSource;
  /** Anything that the AWS SDK's `CognitoIdentityClient` takes: retries, endpoint, middleware. Default: the pool's region. */
  clientConfig?: CognitoIdentityClientConfig;
}

/**
 * Credentials from a Cognito identity pool by the AWS SDK, which loads when they are first needed. It takes the place of
 * `identityPoolId` where an app has the AWS SDK anyway, or wants its retries and middleware.
 *
 * @throws (the provider) what the AWS SDK throws; Error when nobody is signed in.
 * @example
 * const identityPoolId = 'us-east-1:…';
 * createDualRum({
 *   region: 'us-east-1',
 *   applicationVersion: '1.4.0',
 *   guest: { appMonitorId: 'a1b2…', credentials: awsSdkCredentials({ identityPoolId }) },
 *   authenticated: { appMonitorId: 'c3d4…', credentials: awsSdkCredentials({ identityPoolId, auth }) },
 *   auth,
 * });
 */
export function awsSdkCredentials(options: AwsSdkCredentialsOptions): AwsCredentialIdentityProvider {
  const { identityPoolId, auth, clientConfig } = options;
  const ask = askByAwsSdk(clientConfig);
  let guest: AwsCredentialIdentityProvider | undefined;
  /** A provider keeps to the identity it got, so each user has another. */
  const users = new WeakMap<AuthUser, AwsCredentialIdentityProvider>();
  return async (properties: ProviderProperties = {}) => {
    if (!auth) {
      const storage = properties.identityStorage?.(identityPoolId);
      return (guest ??= createIdentityPoolProvider({ identityPoolId, ask, storage }))();
    }
    // Somebody else may be signed in by the time that what a user left has to be signed.
    const user = properties.dualRumUser ?? (await auth.current());
    if (!user) throw new Error('awsSdkCredentials: nobody is signed in');
    const provide = users.get(user) ?? createIdentityPoolProvider({ identityPoolId, ask, login: { auth, user } });
    users.set(user, provide);
    return provide();
  };
}
