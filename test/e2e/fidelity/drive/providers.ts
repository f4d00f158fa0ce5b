import { startAuth0Tenant } from '../../../support/identity/auth0Tenant.ts';
import { startCognitoPool } from '../../../support/identity/cognitoPool.ts';
import type { SignInSetup, User } from '../journey/journey.ts';

/** The identity pool of the app itself. */
export interface AppPool {
  identityPoolId: string;
  identityPoolEndpoint: string;
}

/** Where users sign in: an Auth0 tenant, which any OpenID client can use, and a Cognito user pool. */
export interface Providers {
  /** What the identity pool trusts. */
  issuers: { issuer: string; clientIds: string[] }[];
  /** What the client in the page is configured with. Each browser has users of its own. */
  configFor: (client: SignInSetup['client'], appPool?: AppPool) => Promise<object>;
  close: () => Promise<void>;
}

const CLIENT = 'journeys';
const USERS: User[] = ['alice', 'bob'];

export async function startProviders(origin: string): Promise<Providers> {
  const tenant = await startAuth0Tenant({ apps: [{ clientId: CLIENT, origins: [origin] }] });
  const pool = await startCognitoPool();
  let browsers = 0;
  const { userPoolId, clientId: userPoolClientId, endpoint: userPoolEndpoint } = pool;
  const Auth = { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint, loginWith: { email: true } } };
  const configs = {
    auth0: { domain: tenant.issuer.slice(0, -1), clientId: CLIENT },
    oidc: { authority: tenant.issuer, client_id: CLIENT },
  };
  return {
    issuers: [
      { issuer: tenant.issuer, clientIds: [CLIENT] },
      { issuer: pool.issuer, clientIds: [userPoolClientId] },
    ],
    async configFor(client, appPool) {
      if (client !== 'amplify') return configs[client];
      const mail = `browser-${browsers++}.example.com`;
      for (const name of USERS) await pool.addUser({ email: `${name}@${mail}`, password: 'Correct-horse-1' });
      return { Auth: { Cognito: { ...Auth.Cognito, ...(appPool && { ...appPool, allowGuestAccess: true }) } }, mail };
    },
    async close() {
      await Promise.all([tenant.close(), pool.close()]);
    },
  };
}
