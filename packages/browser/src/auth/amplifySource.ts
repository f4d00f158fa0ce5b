import type { AuthSource } from '../api/types.ts';
import { secondsLeft } from './tokens.ts';

interface IdToken {
  payload: { exp?: number | undefined };
  toString(): string;
}

/** What is used of Amplify 6: `Hub` of aws-amplify/utils, the functions of aws-amplify/auth. */
export interface Amplify {
  Hub: {
    listen(
      channel: 'auth',
      listener: (capsule: { payload: { event: string; data?: unknown } }) => void,
      options: { enableCrossTabEvents: boolean },
    ): () => void;
  };
  fetchAuthSession(options?: {
    forceRefresh?: boolean;
  }): Promise<{ tokens?: { idToken?: IdToken | undefined } | undefined }>;
  getCurrentUser(): Promise<{ userId: string }>;
}

/**
 * The events after which somebody else may be signed in. They are sent before `signIn` and `signOut` resolve, so that the
 * app goes on only after the hint: https://docs.amplify.aws/javascript/build-a-backend/auth/connect-your-frontend/listen-to-auth-events/
 */
const CHANGES = ['signedIn', 'signedOut', 'signInWithRedirect'];

/** How Amplify says that it is not configured, or without a user pool. */
const UNCONFIGURED = ['NoAmplifyContextError', 'AuthUserPoolException'];

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
  /** Calls of `current()` under way. They may refresh the tokens themselves, and then know of it. */
  let asking = 0;

  return {
    /**
     * Names no issuer. The token that has it comes with AWS credentials of the app's own identity pool, where there is
     * one: https://docs.amplify.aws/javascript/build-a-backend/auth/connect-your-frontend/manage-user-sessions/
     * Who is signed in is known before that, and even where the identity pool is slow or fails.
     */
    async current() {
      asking++;
      try {
        return { subject: (await getCurrentUser()).userId };
      } catch (cause) {
        const { name } = cause as Error;
        if (name === 'UserUnAuthenticatedException') return null;
        if (UNCONFIGURED.includes(name))
          throw new Error('Amplify is not configured: call Amplify.configure before createDualRum', { cause });
        throw cause;
      } finally {
        asking--;
      }
    },
    async idToken(minTtlSeconds = 60) {
      let idToken = await fetchIdToken(false);
      if (idToken && secondsLeft(idToken.payload.exp) < minTtlSeconds) idToken = await fetchIdToken(true);
      if (!idToken || secondsLeft(idToken.payload.exp) <= 0) throw new Error('Cognito gives no fresh id token');
      return idToken.toString();
    },
    subscribe: (hint) =>
      Hub.listen(
        'auth',
        ({ payload: { event, data } }) => {
          const isRefresh = event.startsWith('tokenRefresh');
          if (isRefresh && asking > 0) return;
          hint(event, CHANGES.includes(event) || (isRefresh && isRefused(data)) ? 'change' : 'refresh');
        },
        { enableCrossTabEvents: true },
      ),
  };
}

/**
 * Whether a refresh failed for good: Amplify has removed the tokens, and sends no `signedOut`.
 * https://github.com/aws-amplify/amplify-js/blob/main/packages/auth/src/providers/cognito/tokenProvider/TokenOrchestrator.ts
 */
const isRefused = (data: unknown): boolean =>
  (data as { error?: Error } | undefined)?.error?.name.startsWith('NotAuthorizedException') ?? false;
