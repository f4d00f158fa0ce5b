import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@aws-sdk/types';
import type { AuthSource, AuthUser } from './types.ts';

/** Credentials are renewed this long before they expire, so that a page that ends always has some at hand. */
const AHEAD = 5 * 60_000;

/** AWS credentials, asked for once and kept until shortly before they expire. */
export interface Credentials {
  /** Resolves in a microtask once they are at hand; rejects when there are none to be had. */
  get(): Promise<AwsCredentialIdentity>;
  /** The ones at hand were refused: asks for others next time. */
  refused(): void;
  readonly expireAt: Date | undefined;
}

/** Keeps what a provider gives, with one request in flight. One for each subject: it never outlives its user. */
export function keepCredentials(
  given: AwsCredentialIdentity | AwsCredentialIdentityProvider,
  now: () => number = Date.now,
): Credentials {
  let kept: AwsCredentialIdentity | undefined;
  let asked: Promise<AwsCredentialIdentity> | undefined;
  // As JSON it is a text.
  const expireAt = (): Date | undefined => kept?.expiration && new Date(kept.expiration);
  const left = (): number => (kept ? (expireAt()?.getTime() ?? Infinity) - now() : 0);
  const ask = (): Promise<AwsCredentialIdentity> =>
    (asked ??= (async () => {
      try {
        const fresh = typeof given === 'function' ? await given() : given;
        if (!fresh?.accessKeyId || !fresh.secretAccessKey)
          throw new Error('the credentials provider gave no access key');
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
    refused() {
      kept = undefined;
    },
    get expireAt() {
      return expireAt();
    },
  };
}

/** The guest role's credentials, or with a user the authenticated role's, from a Cognito identity pool. */
export function identityPool(
  identityPoolId: string,
  endpoint: string | undefined,
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
      });
    }
    return provider();
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
