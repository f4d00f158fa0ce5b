/** A page with auth0-spa-js, for tests: `auth0Client`, once the page has found out who is signed in. */
import { Auth0Client, type Auth0ClientOptions } from '@auth0/auth0-spa-js';

declare global {
  var auth0Client: Auth0Client;
}

const { config } = globalThis as unknown as { config: Auth0ClientOptions };
const client = new Auth0Client(config);
const query = new URLSearchParams(location.search);
if (query.has('state')) {
  await client.handleRedirectCallback();
  history.replaceState(null, '', '/');
} else {
  // As createAuth0Client does: by refresh token or iframe, if there was a sign-in before.
  await client.checkSession();
}
globalThis.auth0Client = client;
