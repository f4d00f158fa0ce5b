/** A page with Amplify, for tests: `amplifyAuth`. */
import { Amplify, type ResourcesConfig } from 'aws-amplify';
import { fetchAuthSession, fetchUserAttributes, getCurrentUser, signIn, signOut } from 'aws-amplify/auth';
import { Hub } from 'aws-amplify/utils';

const amplify = {
  signIn,
  signOut,
  fetchAuthSession,
  fetchUserAttributes,
  getCurrentUser,
  /** Names of the auth channel's events so far. */
  events: [] as string[],
};

declare global {
  var amplifyAuth: typeof amplify;
}

const { config } = globalThis as unknown as { config: ResourcesConfig };
Amplify.configure(config);
Hub.listen('auth', ({ payload }) => amplify.events.push(payload.event));
globalThis.amplifyAuth = amplify;
