import type { Demo } from './start-demo.ts';

const clients: Record<Demo['auth'], string> = {
  development: "the console's own issuer, which vouches for anyone",
  auth0: 'auth0-spa-js and a local Auth0 tenant',
  cognito: 'Amplify and a local Cognito user pool',
  oidc: 'oidc-client-ts and a local OpenID Connect provider',
};

/** What the demo prints once it runs: what to open, what to try, where to look. */
export function guide({ url: shop, console: { url: console, config }, auth, user, identityEvents }: Demo): string {
  const signIn = user ? `as ${user.name} with the password ${user.password}` : 'with any name';
  const files = identityEvents
    ? `\n    ${identityEvents.folder}   what the identity provider reports: sign-ins, sign-ups, sign-outs`
    : '';
  return `
  The shop      ${shop}
  The console   ${console}        (stands in for CloudWatch RUM and the Cognito identity pool)
  Sign-in       ${clients[auth]}

  Try this:
    1. Open the shop. You are a guest: the strip at the bottom of each page says which app monitor sees you.
    2. Sign in ${signIn}. From then on, you are in the other app monitor.
    3. Put something into the cart and order it. Payment is pretended, the rest is real.
    4. Press "Throw an error" and "Slow request" at the bottom, signed in and signed out.
    5. Open a second tab, sign out in the first: the second one is a guest too.
    6. Start "Slow request" and sign out before it ends: it stays with the user who started it.
    7. Write to the signed-in monitor as nobody, and see it refused:
       curl -X POST ${console}/appmonitors/${config.authenticated.appMonitorId} -d '{}'

  Look here:
    ${console}             both app monitors side by side, live: journeys, sessions, errors
    ${console}/isolation   who wrote where, and what was refused; that also shows below
    ${console}/faults      let the services fail on purpose${files}

  Enter draws both journeys here. Ctrl-C stops.
`;
}
