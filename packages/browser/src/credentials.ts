import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@aws-sdk/types';
import type { AuthSource, AuthUser } from './types.ts';

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

/** The guest role's credentials, or with a user the authenticated role's, from a Cognito identity pool. */
export function identityPool(
  identityPoolId: string,
  endpoint: string | undefined,
  vault: Vault | undefined,
  auth?: AuthSource,
  user?: AuthUser,
): AwsCredentialIdentityProvider {
  const login = auth && user && { [user.issuer.replace(/^https?:\/\/|\/$/g, '')]: idTokens(auth, user) };
  // The provider pins the identity it got, so it serves one user only, and asks GetId but once.
  let provider: AwsCredentialIdentityProvider | undefined;
  return async () => {
    if (!provider) {
      const { fromCognitoIdentityPool } = await import('@aws-sdk/credential-provider-cognito-identity');
      provider = fromCognitoIdentityPool({
        identityPoolId,
        clientConfig: { region: identityPoolId.split(':')[0]!, ...(endpoint && { endpoint }) },
        ...(login && { logins: login }),
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

/** The user's id tokens. The first is asked for at once: soon somebody else may be signed in. */
function idTokens(auth: AuthSource, { subject }: AuthUser): () => Promise<string> {
  const ask = async (): Promise<string> => {
    const token = await auth.idToken(60);
    // Without a token Cognito would hand out guest credentials, with another user's those of the other.
    if (!token) throw new Error('idToken() of the AuthSource gave an empty token');
    if (![undefined, subject].includes(subjectOf(token))) {
      throw new Error('idToken() of the AuthSource gave the token of another user');
    }
    return token;
  };
  let last = ask();
  last.catch(() => undefined);
  let first = true;
  return () => {
    const before = last;
    // Should the user be gone, the token they had serves until it expires.
    last = first ? before : ask().catch(() => before);
    first = false;
    return last.catch(() => (last = ask()));
  };
}

/** The `sub` of a JWT; undefined where it cannot be read, which is for the identity pool to judge. */
function subjectOf(token: string): string | undefined {
  try {
    const payload = atob(token.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/'));
    const text = new TextDecoder().decode(Uint8Array.from(payload, (letter) => letter.charCodeAt(0)));
    return (JSON.parse(text) as { sub?: string }).sub;
  } catch {
    return undefined;
  }
}
