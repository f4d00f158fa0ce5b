import { amplifySource } from '@dual-rum/browser/cognito';
import { Amplify } from 'aws-amplify';
import { fetchAuthSession, getCurrentUser, signIn, signOut } from 'aws-amplify/auth';
import { ConsoleLogger, Hub } from 'aws-amplify/utils';
import type { SignInSetup } from '../../journey/journey.ts';
import type { SignInClient } from './SignInClient.ts';

/** @param config Amplify's, and where the users get their mail. */
export function amplify({ mail, ...config }: { mail?: string }, appPool: SignInSetup['appPool']): SignInClient {
  let fetching: Promise<unknown> = Promise.resolve();
  const fetchSession = (options?: { forceRefresh?: boolean }) => {
    const session = fetchAuthSession(options);
    fetching = Promise.allSettled([fetching, session]);
    return session;
  };
  /** A session that is fetched meanwhile would leave the next user the identity of this one, which their token is refused for. */
  const leave = async (): Promise<void> => {
    await fetching;
    await signOut();
  };
  /** As an app that uses AWS itself. It does not mind when that fails. */
  const useAws = async (): Promise<void> => {
    if (appPool !== 'none') await fetchSession().catch(() => undefined);
  };
  // It warns of the local user pool.
  ConsoleLogger.LOG_LEVEL = 'ERROR';
  Amplify.configure(config);
  return {
    source: amplifySource({ Hub, fetchAuthSession: fetchSession, getCurrentUser }),
    begin() {
      void useAws();
      return Promise.resolve();
    },
    async signIn(user) {
      // Amplify signs in nobody over somebody else.
      await leave();
      // A guest has an identity in the pool, which becomes the user's.
      if (appPool === 'merging') await useAws();
      const options = { authFlowType: 'USER_PASSWORD_AUTH' as const };
      await signIn({ username: `${user}@${mail}`, password: 'Correct-horse-1', options });
    },
    signOut: leave,
    leave: () => Promise.reject(new Error('these journeys have no hosted login page')),
    subject: () =>
      getCurrentUser().then(
        ({ userId }) => userId,
        () => null,
      ),
  };
}
