import type { AuthSource, AuthUser } from '../api/types.ts';

/** The user's id tokens. The first is asked for at once: soon somebody else may be signed in. */
export function idTokens(auth: AuthSource, { subject }: AuthUser): () => Promise<string> {
  const ask = async (): Promise<string> => {
    const token = await auth.idToken(60);
    // Without a token Cognito would hand out guest credentials, with another user's those of the other.
    if (!token) throw new Error('idToken() of the AuthSource gave an empty token');
    if (![undefined, subject].includes(claimsOf(token)?.sub)) {
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

/** The claims of a JWT; undefined where they cannot be read, which is for the identity pool to judge. */
export function claimsOf(token: string): { sub?: string; iss?: string } | undefined {
  try {
    const payload = atob(token.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/'));
    const text = new TextDecoder().decode(Uint8Array.from(payload, (letter) => letter.charCodeAt(0)));
    return JSON.parse(text) as { sub?: string; iss?: string };
  } catch {
    return undefined;
  }
}
