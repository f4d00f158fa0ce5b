import type { RunningConsole } from '@dual-rum/console';
import { ensureBuilt } from '../../support/ensureBuilt.ts';
import { startAuth0Tenant, type Auth0Tenant } from '../../support/identity/auth0Tenant.ts';
import { startCognitoPool, type CognitoPool } from '../../support/identity/cognitoPool.ts';
import { CLIENT, OIDC_CLIENT, OTHER_CLIENT, USER } from './known.ts';

/** A tenant, a pool, and a console whose identity pool trusts both. */
export interface Issuers {
  tenant: Auth0Tenant;
  pool: CognitoPool;
  console: RunningConsole;
  /** Moves the console's clock, in seconds from now. */
  setClock: (ahead: number) => void;
  close: () => Promise<void>;
}

/** `origins` are those of all the tenant's applications. */
export async function startIssuers(origins: string[]): Promise<Issuers> {
  ensureBuilt('console');
  const { startConsole } = await import('@dual-rum/console');
  const tenant = await startAuth0Tenant({
    apps: [CLIENT, OIDC_CLIENT, OTHER_CLIENT].map((clientId) => ({ clientId, origins })),
  });
  const pool = await startCognitoPool({ users: [USER] });
  let ahead = 0;
  const console = await startConsole({
    clock: () => Date.now() + ahead * 1000,
    identityPools: [
      {
        issuers: [
          { issuer: tenant.issuer, clientIds: [CLIENT, OIDC_CLIENT] },
          { issuer: pool.issuer, clientIds: [pool.clientId] },
        ],
      },
    ],
  });
  return {
    tenant,
    pool,
    console,
    setClock: (seconds) => (ahead = seconds),
    close: async () => {
      await Promise.all([tenant.close(), pool.close(), console.close()]);
    },
  };
}
