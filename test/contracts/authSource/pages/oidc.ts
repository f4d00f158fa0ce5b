import { oidcSource } from '@dual-rum/browser/oidc';
import { UserManager, WebStorageStateStore, type UserManagerSettings } from 'oidc-client-ts';
import { follow } from './app.ts';

const { config } = globalThis as unknown as { config: UserManagerSettings };
const manager = new UserManager({ ...config, userStore: new WebStorageStateStore({ store: localStorage }) });
// In a window of its own, a sign-in only reports to the page that opened it.
if (location.pathname === '/silent') await manager.signinSilentCallback();
else if (location.pathname === '/popup') await manager.signinPopupCallback();
else {
  follow(manager, () => oidcSource(manager), {
    login: () => manager.signinPopup({ prompt: 'login' }),
    loginWithRedirect: () => manager.signinRedirect(),
    logout: () => manager.removeUser(),
  });
  if (location.pathname === '/callback') {
    await manager.signinRedirectCallback();
    history.replaceState(null, '', '/');
  }
}
