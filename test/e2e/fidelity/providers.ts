import { startAuth0Tenant } from '../../support/identity/auth0Tenant.ts';
import { startCognitoPool } from '../../support/identity/cognitoPool.ts';
import type { SignInSetup, User } from './journey.ts';

/** Where users sign in: an Auth0 tenant, which any OpenID client can use, and a Cognito user pool. */
export interface Providers {
  /** What the identity pool trusts. */
  issuers: { issuer: string; clientIds: string[] }[];
  /** What the client in the page is configured with. */
  configFor: (client: SignInSetup['client']) => object;
  close: () => Promise<void>;
}

const CLIENT = 'journeys';
const USERS: User[] = ['alice', 'bob'];

export async function startProviders(origin: string): Promise<Providers> {
  const tenant = await startAuth0Tenant({ apps: [{ clientId: CLIENT, origins: [origin] }] });
  const pool = await startCognitoPool({
    users: USERS.map((name) => ({ email: `${name}@example.com`, password: 'Correct-horse-1' })),
  });
  const { userPoolId, clientId: userPoolClientId, endpoint: userPoolEndpoint } = pool;
  const configs = {
    amplify: { Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint, loginWith: { email: true } } } },
    auth0: { domain: tenant.issuer.slice(0, -1), clientId: CLIENT },
    oidc: { authority: tenant.issuer, client_id: CLIENT },
  };
  return {
    issuers: [
      { issuer: tenant.issuer, clientIds: [CLIENT] },
      { issuer: pool.issuer, clientIds: [userPoolClientId] },
    ],
    configFor: (client) => configs[client],
    async close() {
      await Promise.all([tenant.close(), pool.close()]);
    },
  };
}
