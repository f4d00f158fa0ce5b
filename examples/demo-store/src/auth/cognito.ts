/** An Amazon Cognito user pool, with Amplify. */
import { amplifySource } from '@dual-rum/browser/cognito';
import { Amplify } from 'aws-amplify';
import { fetchAuthSession, getCurrentUser, signIn, signOut } from 'aws-amplify/auth';
import { Hub } from 'aws-amplify/utils';
import { shallowRef } from 'vue';
import { never, type Auth, type User } from './Auth.ts';

interface Pool {
  userPoolId: string;
  userPoolClientId: string;
  /** Only for the demo: AWS has its own address. */
  userPoolEndpoint: string;
}

export function createAuth({ userPoolId, userPoolClientId, userPoolEndpoint }: Pool): Auth {
  Amplify.configure({
    Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint, loginWith: { email: true } } },
  });
  const source = amplifySource({ Hub, fetchAuthSession, getCurrentUser });
  const user = shallowRef<User | null>(null);
  const read = async (): Promise<void> => {
    const { payload } = (await fetchAuthSession()).tokens?.idToken ?? {};
    user.value = payload?.sub ? { subject: payload.sub, name: String(payload['email']) } : null;
  };
  source.subscribe(() => void read());
  void read();

  return {
    source,
    user,
    asks: 'a password',
    async signIn(username, password) {
      await signIn({ username, password, options: { authFlowType: 'USER_PASSWORD_AUTH' } });
      await read();
    },
    signOut: () => signOut(),
    returned: never(),
  };
}
