/** Auth0, with its library for single-page apps. */
import { Auth0Client } from '@auth0/auth0-spa-js';
import { auth0Source } from '@dual-rum/browser/auth0';
import { shallowRef } from 'vue';
import { never, type Auth, type User } from './Auth.ts';

export function createAuth({ domain, clientId }: { domain: string; clientId: string }): Auth {
  const client = new Auth0Client({
    domain,
    clientId,
    authorizationParams: { redirect_uri: location.origin },
    useRefreshTokens: true,
    cacheLocation: 'localstorage',
  });
  // Before the client is asked for anything: it tells nobody of a sign-in.
  const source = auth0Source(client);
  const user = shallowRef<User | null>(null);
  const read = async (): Promise<void> => {
    const claims = (await client.getIdTokenClaims()) as { sub: string; name?: string } | undefined;
    user.value = claims ? { subject: claims.sub, name: claims.name ?? claims.sub } : null;
  };
  // Another tab may sign out.
  source.subscribe(() => void read());

  const finish = async (): Promise<void> => {
    if (!new URLSearchParams(location.search).has('state')) {
      await client.checkSession();
      return never();
    }
    // With an error in place of a code this rejects.
    await client.handleRedirectCallback().finally(() => history.replaceState(history.state, '', location.pathname));
    await read();
  };

  return {
    source,
    user,
    asks: 'nothing',
    signIn: () => client.loginWithRedirect().then(never),
    signOut: () => client.logout({ logoutParams: { returnTo: location.origin } }).then(never),
    returned: finish(),
  };
}
