import { Auth0Client, PopupCancelledError, type Auth0ClientOptions } from '@auth0/auth0-spa-js';
import { auth0Source } from '@dual-rum/browser/auth0';
import type { User } from '../../journey/journey.ts';
import { comesBack, here, type SignInClient } from './SignInClient.ts';

declare global {
  interface Window {
    /** Who signs in by the next popup. */
    popupUser?: User;
  }
}

export function auth0(config: object, cacheLocation: 'localstorage' | 'memory'): SignInClient {
  const client = new Auth0Client({
    ...(config as Auth0ClientOptions),
    cacheLocation,
    useRefreshTokens: cacheLocation === 'localstorage',
    authorizationParams: { redirect_uri: location.origin },
  });
  return {
    source: auth0Source(client),
    begin: (): Promise<unknown> => (comesBack() ? client.handleRedirectCallback() : client.checkSession()),
    async signIn(user) {
      // Read by the popup's driver, which types the name.
      window.popupUser = user;
      const logIn = () => client.loginWithPopup({ authorizationParams: { prompt: 'login' } }, { timeoutInSeconds: 40 });
      try {
        await logIn();
      } catch (cause) {
        if (!(cause instanceof PopupCancelledError)) throw cause;
        // On a busy machine the client may take the popup for closed. Its user tries again.
        cause.popup.close();
        await logIn();
      }
    },
    signOut: () => client.logout({ openUrl: false }),
    leave: (user) =>
      user === null
        ? client.logout({ logoutParams: { returnTo: here() } })
        : client.loginWithRedirect({ authorizationParams: { redirect_uri: here(), prompt: 'login' } }),
    subject: async () => ((await client.getIdTokenClaims())?.sub as string | undefined) ?? null,
  };
}
