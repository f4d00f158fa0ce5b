import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@aws-sdk/types';
import type { AuthUser, DualRumOptions, MonitorName } from '../api/types.ts';
import type { ProviderProperties } from '../credentials/awsSdkCredentials.ts';
import { createCachedCredentials, type CachedCredentials } from '../credentials/createCachedCredentials.ts';
import { createIdentityPoolProvider } from '../credentials/createIdentityPoolProvider.ts';
import type { IdentityStorage } from '../credentials/IdentityStorage.ts';
import type { IdStorage } from './createIdStorage.ts';

/**
 * Where one app monitor's AWS credentials come from: given by the app, or from its identity pool.
 *
 * Guests share theirs, and they are stored for the next page. A signed-in user's belong to that user and are never stored.
 */
export function createCredentialSource(name: MonitorName, options: DualRumOptions, ids: IdStorage) {
  const { identityPoolId } = options[name];
  let given: AwsCredentialIdentity | AwsCredentialIdentityProvider | undefined = options[name].credentials;
  let guests: CachedCredentials | undefined;
  // The browser's own, before it is patched: what the SDK asks is not the app's.
  const { fetch } = globalThis;
  /** Counts how often consent was withdrawn: what is on its way from before is not stored any more. */
  let withdrawals = 0;

  const identityStorage = (pool: string): IdentityStorage | undefined => {
    if (name !== 'guest') return undefined;
    const before = withdrawals;
    return {
      get: () => ids.identity(pool),
      set: (identity) => before === withdrawals && ids.storeIdentity(pool, identity),
    };
  };
  const create = (user: AuthUser | undefined): CachedCredentials => {
    // What the app gives is the app's to store.
    const storage = given || !identityPoolId ? undefined : identityStorage(identityPoolId);
    const { auth, identityPoolEndpoint: endpoint } = options;
    const login = auth && user && { auth, user };
    const pool = identityPoolId && createIdentityPoolProvider({ identityPoolId, endpoint, storage, login, fetch });
    // Looked up at each use: the app may give its credentials later, and what waits needs them then.
    const provider = async (): Promise<AwsCredentialIdentity> => {
      const source = given ?? (pool || undefined);
      if (!source) throw new Error('neither credentials nor an identity pool were given');
      return typeof source === 'function'
        ? source({ dualRumUser: user, identityStorage } satisfies ProviderProperties)
        : source;
    };
    const credentials = createCachedCredentials(typeof given === 'object' ? given : provider, storage);
    // Asked for before the first batch, or the end of the page, needs them. A failure shows when they are used.
    credentials.get().catch(() => undefined);
    return credentials;
  };

  return {
    /** What all guests share, once the first of them is there. */
    get shared(): CachedCredentials | undefined {
      return guests;
    },
    /** Credentials for what this user, or a guest, records; undefined where requests are not signed. */
    credentialsOf(user: AuthUser | undefined): CachedCredentials | undefined {
      if (options[name].signing === false) return undefined;
      return name === 'guest' ? (guests ??= create(undefined)) : create(user);
    },
    /** Uses what the app gives from now on: `setAwsCredentials`. */
    replace(next: AwsCredentialIdentity | AwsCredentialIdentityProvider): CachedCredentials {
      given = next;
      return (guests = create(undefined));
    },
    /** Consent was withdrawn. */
    forget(): void {
      withdrawals++;
      guests = undefined;
    },
  };
}
