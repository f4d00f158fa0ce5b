import type { AuthSource, AuthUser } from '../api/types.ts';
import { secondsLeft } from './tokens.ts';

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
  const fetchIdToken = async (forceRefresh: boolean): Promise<IdToken | undefined> =>
    (await fetchAuthSession({ forceRefresh })).tokens?.idToken;
  let known: AuthUser | undefined;

  return {
    async current() {
      let userId: string;
      try {
        // It needs tokens only. fetchAuthSession may ask the app's identity pool for credentials too, even for guests:
        // https://docs.amplify.aws/javascript/build-a-backend/auth/connect-your-frontend/manage-user-sessions/
        ({ userId } = await getCurrentUser());
      } catch (cause) {
        if ((cause as Error).name === 'UserUnAuthenticatedException') return null;
        throw cause;
      }
      if (known?.subject !== userId) {
        const { sub, iss } = (await fetchIdToken(false))?.payload ?? {};
        // Signed out, or in as somebody else, since getCurrentUser answered: a hint of that is on its way.
        if (!sub || !iss) return null;
        known = { subject: sub, issuer: iss };
      }
      return known;
    },
    async idToken(minTtlSeconds = 60) {
      let idToken = await fetchIdToken(false);
      if (idToken && secondsLeft(idToken.payload.exp) < minTtlSeconds) idToken = await fetchIdToken(true);
      if (!idToken || secondsLeft(idToken.payload.exp) <= 0) throw new Error('Cognito gives no fresh id token');
      return idToken.toString();
    },
    // https://docs.amplify.aws/javascript/build-a-backend/auth/connect-your-frontend/listen-to-auth-events/
    subscribe: (hint) => Hub.listen('auth', ({ payload }) => hint(payload.event), { enableCrossTabEvents: true }),
  };
}
