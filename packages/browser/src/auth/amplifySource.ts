import type { AuthSource } from '../api/types.ts';

interface IdToken {
  payload: { sub?: string | undefined; iss?: string | undefined; exp?: number | undefined };
  toString(): string;
}

/** What is used of Amplify 6: `Hub` of aws-amplify/utils, the functions of aws-amplify/auth. */
export interface Amplify {
  Hub: {
    listen(
      channel: 'auth',
      listener: (capsule: { payload: { event: string } }) => void,
      options: { enableCrossTabEvents: boolean },
    ): () => void;
  };
  fetchAuthSession(options?: {
    forceRefresh?: boolean;
  }): Promise<{ tokens?: { idToken?: IdToken | undefined } | undefined }>;
  getCurrentUser(): Promise<{ userId: string }>;
}

/**
 * Sign-in from an Amazon Cognito user pool through Amplify 6, hosted UI included.
 *
 * @example
 * import { fetchAuthSession, getCurrentUser } from 'aws-amplify/auth';
 * import { Hub } from 'aws-amplify/utils';
 * const auth = amplifySource({ Hub, fetchAuthSession, getCurrentUser });
 */
export function amplifySource({ Hub, fetchAuthSession, getCurrentUser }: Amplify): AuthSource {
  const token = async (forceRefresh: boolean): Promise<IdToken | undefined> =>
    (await fetchAuthSession({ forceRefresh })).tokens?.idToken;
  const left = (one: IdToken | undefined): number => (one?.payload.exp ?? 0) - Date.now() / 1000;
  let known: { subject: string; issuer: string } | undefined;
  return {
    async current() {
      let userId: string;
      try {
        // Asks for tokens only: fetchAuthSession might ask the app's identity pool for credentials too, for guests as well.
        ({ userId } = await getCurrentUser());
      } catch (cause) {
        if ((cause as Error).name === 'UserUnAuthenticatedException') return null;
        throw cause;
      }
      if (known?.subject !== userId) {
        const { sub, iss } = (await token(false))?.payload ?? {};
        // Signed out, or in as somebody else, in between: the hint of that is on its way.
        if (!sub || !iss) return null;
        known = { subject: sub, issuer: iss };
      }
      return known;
    },
    async idToken(minTtl = 60) {
      let fresh = await token(false);
      if (fresh && left(fresh) < minTtl) fresh = await token(true);
      if (!fresh || left(fresh) <= 0) throw new Error('Cognito gives no fresh id token');
      return fresh.toString();
    },
    subscribe: (hint) => Hub.listen('auth', ({ payload }) => hint(payload.event), { enableCrossTabEvents: true }),
  };
}
