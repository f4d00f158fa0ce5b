import { oidcSource } from '@dual-rum/browser/oidc';
import { UserManager, WebStorageStateStore, type UserManagerSettings } from 'oidc-client-ts';
import { comesBack, here, type SignInClient } from './SignInClient.ts';

export function oidc(config: object): SignInClient {
  const manager = new UserManager({
    ...(config as UserManagerSettings),
    redirect_uri: location.origin,
    scope: 'openid profile offline_access',
    userStore: new WebStorageStateStore({ store: localStorage }),
  });
  return {
    source: oidcSource(manager),
    begin: async () => (comesBack() ? manager.signinRedirectCallback() : undefined),
    signOut: () => manager.removeUser(),
    leave: (user) =>
      user === null
        ? manager.signoutRedirect({ post_logout_redirect_uri: here() })
        : manager.signinRedirect({ redirect_uri: here(), prompt: 'login' }),
    subject: async () => (await manager.getUser())?.profile.sub ?? null,
  };
}
