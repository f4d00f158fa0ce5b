import 'aws-amplify/auth/enable-oauth-listener';
import { amplifySource } from '@dual-rum/browser/cognito';
import { Amplify, type ResourcesConfig } from 'aws-amplify';
import { fetchAuthSession, getCurrentUser, signIn, signInWithRedirect, signOut } from 'aws-amplify/auth';
import { Hub } from 'aws-amplify/utils';
import { follow } from './app.ts';

const { config } = globalThis as unknown as { config: ResourcesConfig };
Amplify.configure(config);
follow(Hub, () => amplifySource({ Hub, fetchAuthSession, getCurrentUser }), {
  async login(username) {
    // Amplify signs in nobody over somebody else.
    await signOut();
    await signIn({ username, password: 'Correct-horse-1', options: { authFlowType: 'USER_PASSWORD_AUTH' } });
  },
  loginWithRedirect: () => signInWithRedirect(),
  logout: () => signOut(),
});
