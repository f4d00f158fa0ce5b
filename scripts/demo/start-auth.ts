import type { TrustedIssuer } from '@dual-rum/console';
import type { AuthConfig } from '../../examples/demo-store/src/auth/Auth.ts';
import type { LogEnvelope } from '../../test/support/identity/auth0Tenant.ts';
import type { CognitoEvents } from './cognito-events.ts';
import type { AuthName } from './demo-options.ts';

/** Who hears what an identity provider reports. */
interface Hears {
  onLog?: ((envelope: LogEnvelope) => void) | undefined;
  ofCognito?: Pick<CognitoEvents, 'trigger' | 'take'> | undefined;
}

/** An identity provider that is running. */
export interface RunningAuth {
  /** What the identity pool is to trust. */
  issuer: TrustedIssuer;
  /** What the shop needs to know. */
  configFor: (consoleIssuer: string) => AuthConfig;
  /** What to sign in with; undefined: any name. */
  user?: { name: string; password: string };
  /** The id of this user. */
  subject?: string;
  close: () => Promise<void>;
}

/**
 * Starts the local service that stands in for the identity provider, for the shop at this URL.
 *
 * @param hears the log events of an Auth0 tenant; triggers and calls of a Cognito user pool.
 */
export async function startAuth(by: AuthName, run: string, shop: string, hears: Hears = {}): Promise<RunningAuth> {
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
    const { ofCognito } = hears;
    const pool = await startCognitoPool({ ...(ofCognito && { triggers: ofCognito.trigger, onCall: ofCognito.take }) });
    const names = { given_name: 'Ada', family_name: 'Byron' };
    const subject = await pool.signUp({ email: user.name, password: user.password }, names);
    const { userPoolId, clientId: userPoolClientId, endpoint: userPoolEndpoint } = pool;
    return {
      issuer: { issuer: pool.issuer, clientIds: [userPoolClientId] },
      configFor: () => ({ by, userPoolId, userPoolClientId, userPoolEndpoint }),
      user,
      subject,
      close: pool.close,
    };
  }
  // Another one for each run: what the browser has stored of the run before is worth nothing.
  const clientId = `lowland-${run.slice(0, 8)}`;
  const { startAuth0Tenant } = await import('../../test/support/identity/auth0Tenant.ts');
  const tenant = await startAuth0Tenant({
    apps: [{ clientId, origins: [shop] }],
    ...(hears.onLog && { onLog: hears.onLog }),
  });
  return {
    issuer: { issuer: tenant.issuer, clientIds: [clientId] },
    configFor: () =>
      by === 'auth0'
        ? { by, domain: tenant.issuer.replace(/\/$/, ''), clientId }
        : { by, authority: tenant.issuer, clientId },
    close: tenant.close,
  };
}
