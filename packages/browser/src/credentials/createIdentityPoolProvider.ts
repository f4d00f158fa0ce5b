import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@aws-sdk/types';
import type { AuthSource, AuthUser } from '../api/types.ts';
import type { IdentityStorage, PoolIdentity } from './IdentityStorage.ts';
import type { AskIdentityPool } from './askIdentityPool.ts';
import { idTokens } from './idTokens.ts';
import { loginKey } from './loginKey.ts';

export interface IdentityPoolOptions {
  identityPoolId: string;
  /** URL of the identity pools service, for tests. */
  endpoint?: string | undefined;
  /** Where a guest's identity is stored between pages. */
  storage?: IdentityStorage | undefined;
  /** The signed-in user, and where their id tokens come from; without one, it is a guest. */
  login?: { auth: AuthSource; user: AuthUser } | undefined;
  /** The browser's own: what the SDK asks is not the app's. */
  fetch?: typeof globalThis.fetch;
  /** Asks the pool. Default: a small client, which loads when it is needed. */
  ask?: AskIdentityPool;
}

const askByOwnClient: AskIdentityPool = async (request) =>
  (await import('./askIdentityPool.ts')).askIdentityPool(request);

/** Credentials from a Cognito identity pool: the guest role's, or those of the authenticated role for a user. */
export function createIdentityPoolProvider(options: IdentityPoolOptions): AwsCredentialIdentityProvider {
  const { identityPoolId, endpoint, storage, login, fetch = globalThis.fetch, ask = askByOwnClient } = options;
  // The first token is asked for at once: soon somebody else may be signed in.
  const idToken = login && idTokens(login.auth, login.user);
  /** The identity that the pool gave. It serves one user only: GetId is asked once. */
  let identityId: string | undefined;
  return async () => {
    const token = await idToken?.();
    const logins = login && token !== undefined ? { [loginKey(login.user, token)]: token } : undefined;
    const known = identityId ?? storage?.get()?.identityId;
    let identity: PoolIdentity;
    try {
      identity = await ask({ identityPoolId, endpoint, identityId: known, logins, fetch });
    } catch (cause) {
      // The identity may be no more: the next try asks for another.
      const { status = 500 } = cause as { status?: number };
      if (status < 500 && status !== 429) {
        identityId = undefined;
        storage?.set(undefined);
      }
      throw cause;
    }
    identityId = identity.identityId;
    if (known === undefined) storage?.set({ identityId: identityId! });
    return identity as AwsCredentialIdentity;
  };
}
