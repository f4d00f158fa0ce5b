import { Auth0Client, GenericError, PopupCancelledError, type Auth0ClientOptions } from '@auth0/auth0-spa-js';
import { auth0Source } from '@dual-rum/browser/auth0';
import type { User } from '../../journey/journey.ts';
import { comesBack, here, type SignInClient } from './SignInClient.ts';

declare global {
  interface Window {
    /** Who signs in by the next popup. */
    popupUser?: User;
  }
}

/** A user tries again so often. */
const TRIES = 3;

/** On a busy machine the client may take a popup for closed, and then hear its answer while it waits for the next one. */
const isOfBusyMachine = (cause: unknown): boolean =>
  cause instanceof PopupCancelledError || (cause instanceof GenericError && cause.error === 'state_mismatch');

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
      for (let tries = 1; ; tries++) {
        try {
          return await logIn();
        } catch (cause) {
          if (tries === TRIES || !isOfBusyMachine(cause)) throw cause;
          if (cause instanceof PopupCancelledError) cause.popup.close();
        }
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
