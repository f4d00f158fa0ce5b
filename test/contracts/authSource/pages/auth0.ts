import { Auth0Client, type Auth0ClientOptions } from '@auth0/auth0-spa-js';
import { auth0Source } from '@dual-rum/browser/auth0';
import { follow } from './app.ts';

const { config } = globalThis as unknown as { config: Auth0ClientOptions };
const client = new Auth0Client(config);
follow(client, () => auth0Source(client), {
  login: () => client.loginWithPopup({ authorizationParams: { prompt: 'login' } }, { timeoutInSeconds: 20 }),
  loginWithRedirect: () => client.loginWithRedirect(),
  logout: () => client.logout({ openUrl: false }),
});
// As createAuth0Client does, and an app that comes back from the login page.
if (new URLSearchParams(location.search).has('state')) {
  await client.handleRedirectCallback();
  history.replaceState(null, '', '/');
} else await client.checkSession();
