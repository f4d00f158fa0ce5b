/** Any OpenID Connect provider, with oidc-client-ts. */
import { oidcSource } from '@dual-rum/browser/oidc';
import { UserManager, WebStorageStateStore } from 'oidc-client-ts';
import { shallowRef } from 'vue';
import { never, type Auth, type User } from './Auth.ts';

export function createAuth({ authority, clientId }: { authority: string; clientId: string }): Auth {
  const manager = new UserManager({
    authority,
    client_id: clientId,
    redirect_uri: location.origin,
    post_logout_redirect_uri: location.origin,
    scope: 'openid profile offline_access',
    // Shared by all tabs, as a shop's visitors expect.
    userStore: new WebStorageStateStore({ store: localStorage }),
  });
  const source = oidcSource(manager);
  const user = shallowRef<User | null>(null);
  const read = async (): Promise<void> => {
    const { profile } = (await manager.getUser()) ?? {};
    user.value = profile ? { subject: profile.sub, name: profile.name ?? profile.sub } : null;
  };
  source.subscribe(() => void read());

  const finish = async (): Promise<void> => {
    if (!new URLSearchParams(location.search).has('state')) {
      await read();
      return never();
    }
    // With an error in place of a code this rejects.
    await manager.signinRedirectCallback().finally(() => history.replaceState(history.state, '', location.pathname));
    await read();
  };

  return {
    source,
    user,
    asks: 'nothing',
    signIn: () => manager.signinRedirect().then(never),
    signOut: () => manager.signoutRedirect().then(never),
    returned: finish(),
  };
}
