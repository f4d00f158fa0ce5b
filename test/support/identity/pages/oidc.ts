/** A page with oidc-client-ts, for tests: `userManager`, once a sign-in that was under way is finished. */
import { UserManager, WebStorageStateStore, type UserManagerSettings } from 'oidc-client-ts';

declare global {
  var userManager: UserManager;
}

const { config } = globalThis as unknown as { config: UserManagerSettings };
const manager = new UserManager({ ...config, userStore: new WebStorageStateStore({ store: localStorage }) });
if (location.pathname === '/silent') {
  // In the iframe of a silent renewal.
  await manager.signinSilentCallback();
} else {
  if (location.pathname === '/callback') {
    await manager.signinRedirectCallback();
    history.replaceState(null, '', '/');
  }
  globalThis.userManager = manager;
}
