import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@aws-sdk/types';

/** Credentials are renewed this long before they expire, so that a page that ends always has some at hand. */
const AHEAD = 5 * 60_000;

/** AWS credentials, asked for once and kept until shortly before they expire. */
export interface Credentials {
  /** Resolves in a microtask once they are at hand; rejects when there are none to be had. */
  get(): Promise<AwsCredentialIdentity>;
  /** These were refused: if they are still the ones at hand, asks for others next time. */
  refused(accessKeyId: string | undefined): void;
  readonly expireAt: Date | undefined;
  /** Whether some are at hand. */
  readonly ready: boolean;
}

/** What an identity pool gave; without the keys once they were refused. */
export type PoolIdentity = Partial<AwsCredentialIdentity> & { identityId?: string };

/** Where the guest's identity and keys are kept between pages, so that they are at hand from the start of the next. */
export interface Vault {
  get(): PoolIdentity | undefined;
  set(identity: PoolIdentity | undefined): void;
}

const complete = (keys: PoolIdentity | undefined): keys is AwsCredentialIdentity =>
  Boolean(keys?.accessKeyId && keys.secretAccessKey);

/** Keeps what a provider gives, with one request in flight. One for each subject: it never outlives its user. */
export function keepCredentials(
  given: AwsCredentialIdentity | AwsCredentialIdentityProvider,
  vault?: Vault,
  now: () => number = Date.now,
): Credentials {
  const before = typeof given === 'function' ? vault?.get() : given;
  let kept = complete(before) ? before : undefined;
  let asked: Promise<AwsCredentialIdentity> | undefined;
  // As JSON it is a text.
  const expireAt = (): Date | undefined => kept?.expiration && new Date(kept.expiration);
  const left = (): number => (kept ? (expireAt()?.getTime() ?? Infinity) - now() : 0);
  const ask = (): Promise<AwsCredentialIdentity> =>
    (asked ??= (async () => {
      try {
        const fresh = typeof given === 'function' ? await given() : given;
        if (!complete(fresh)) throw new Error('the credentials provider gave no access key');
        vault?.set(fresh);
        return (kept = fresh);
      } finally {
        asked = undefined;
      }
    })());
  return {
    async get() {
      if (left() > AHEAD) return kept!;
      const renewed = ask();
      if (left() <= 0) return renewed;
      renewed.catch(() => undefined); // The ones at hand still serve; the next call asks again.
      return kept!;
    },
    refused(accessKeyId) {
      if (accessKeyId !== kept?.accessKeyId) return;
      kept = undefined;
      const identityId = vault?.get()?.identityId;
      vault?.set(identityId === undefined ? undefined : { identityId });
    },
    get expireAt() {
      return expireAt();
    },
    get ready() {
      return left() > 0;
    },
  };
}
