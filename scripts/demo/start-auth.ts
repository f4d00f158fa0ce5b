import type { TrustedIssuer } from '@dual-rum/console';
import type { AuthConfig } from '../../examples/demo-store/src/auth/Auth.ts';
import type { LogEnvelope } from '../../test/support/identity/auth0Tenant.ts';
import type { AuthName } from './demo-options.ts';

/** An identity provider that is running. */
export interface RunningAuth {
  /** What the identity pool is to trust. */
  issuer: TrustedIssuer;
  /** What the shop needs to know. */
  configFor: (consoleIssuer: string) => AuthConfig;
  /** What to sign in with; undefined: any name. */
  user?: { name: string; password: string };
  close: () => Promise<void>;
}

/**
 * Starts the local service that stands in for the identity provider, for the shop at this URL.
 *
 * @param onLog hears the log events of an Auth0 tenant.
 */
export async function startAuth(
  by: AuthName,
  run: string,
  shop: string,
  onLog: (envelope: LogEnvelope) => void = () => undefined,
): Promise<RunningAuth> {
  if (by === 'development') {
    return {
      issuer: { issuer: 'development' },
      configFor: (issuer) => ({ by, issuer }),
      close: () => Promise.resolve(),
    };
  }
  if (by === 'cognito') {
    const user = { name: 'ada@example.com', password: 'Correct-horse-1' };
    const { startCognitoPool } = await import('../../test/support/identity/cognitoPool.ts');
    const pool = await startCognitoPool({ users: [{ email: user.name, password: user.password }] });
    const { userPoolId, clientId: userPoolClientId, endpoint: userPoolEndpoint } = pool;
    return {
      issuer: { issuer: pool.issuer, clientIds: [userPoolClientId] },
      configFor: () => ({ by, userPoolId, userPoolClientId, userPoolEndpoint }),
      user,
      close: pool.close,
    };
  }
  // Another one for each run: what the browser has stored of the run before is worth nothing.
  const clientId = `lowland-${run.slice(0, 8)}`;
  const { startAuth0Tenant } = await import('../../test/support/identity/auth0Tenant.ts');
  const tenant = await startAuth0Tenant({ apps: [{ clientId, origins: [shop] }], onLog });
  return {
    issuer: { issuer: tenant.issuer, clientIds: [clientId] },
    configFor: () =>
      by === 'auth0'
        ? { by, domain: tenant.issuer.replace(/\/$/, ''), clientId }
        : { by, authority: tenant.issuer, clientId },
    close: tenant.close,
  };
}
