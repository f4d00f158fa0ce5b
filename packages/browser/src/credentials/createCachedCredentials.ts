import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@aws-sdk/types';
import type { IdentityStorage, PoolIdentity } from './IdentityStorage.ts';

/** Credentials are renewed this long before they expire, so that a page that ends always has some at hand. */
const AHEAD = 5 * 60_000;
/** With less than this left they are not used any more: a request takes its time to arrive. */
const ON_THE_WAY = 30_000;

/** AWS credentials, asked for once and kept until shortly before they expire. */
export interface CachedCredentials {
  /** Resolves in a microtask once they are at hand; rejects when there are none to be had. */
  get(): Promise<AwsCredentialIdentity>;
  /** These were refused: if they are still the ones at hand, asks for others next time. */
  refused(accessKeyId: string | undefined): void;
  readonly expireAt: Date | undefined;
  /** Whether some are at hand. */
  readonly ready: boolean;
}

const isComplete = (identity: PoolIdentity | undefined): identity is AwsCredentialIdentity =>
  Boolean(identity?.accessKeyId && identity.secretAccessKey);

/** Caches what a provider gives, with one request in flight. One cache for each user: it never outlives them. */
export function createCachedCredentials(
  given: AwsCredentialIdentity | AwsCredentialIdentityProvider,
  storage?: IdentityStorage,
  now: () => number = Date.now,
): CachedCredentials {
  const before = typeof given === 'function' ? storage?.get() : given;
  let cached = isComplete(before) ? before : undefined;
  let asked: Promise<AwsCredentialIdentity> | undefined;
  // In storage it is text.
  const expireAt = (): Date | undefined => cached?.expiration && new Date(cached.expiration);
  const left = (): number => (cached ? (expireAt()?.getTime() ?? Infinity) - now() : 0);
  const ask = (): Promise<AwsCredentialIdentity> =>
    (asked ??= (async () => {
      try {
        const identity = typeof given === 'function' ? await given() : given;
        if (!isComplete(identity)) throw new Error('the provider gave no access key');
        storage?.set(identity);
        return (cached = identity);
      } finally {
        asked = undefined;
      }
    })());
  return {
    async get() {
      if (left() > AHEAD) return cached!;
      const renewed = ask();
      if (left() < ON_THE_WAY) return renewed;
      renewed.catch(() => undefined); // The ones at hand still serve; the next call asks again.
      return cached!;
    },
    refused(accessKeyId) {
      if (accessKeyId !== cached?.accessKeyId) return;
      cached = undefined;
      const identityId = storage?.get()?.identityId;
      storage?.set(identityId === undefined ? undefined : { identityId });
    },
    get expireAt() {
      return expireAt();
    },
    get ready() {
      return left() >= ON_THE_WAY;
    },
  };
}
