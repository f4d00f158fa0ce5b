import type { RunningConsole } from '@dual-rum/console';
import type { Setup } from '../journey/journey.ts';
import type { PageSetup } from '../page/PageSetup.ts';
import type { AppPool, Providers } from './providers.ts';

/** The setup with what connects the page to an intake. */
export async function wire(
  setup: Setup,
  intake: RunningConsole,
  providers: Providers | undefined,
  appPool?: AppPool,
): Promise<PageSetup> {
  const { region, endpoint, identityPoolEndpoint, guest, authenticated } = intake.config;
  const target = (appMonitorId: string, pool: string | undefined) => {
    const { accessKeyId, secretAccessKey, sessionToken } = intake.issueCredentials({ monitor: appMonitorId });
    const credentials = { accessKeyId, secretAccessKey, sessionToken };
    return { appMonitorId, credentials, ...(pool !== undefined && { identityPoolId: pool }) };
  };
  const { signIn } = setup;
  return {
    ...setup,
    region,
    endpoint,
    identityPoolEndpoint,
    guest: target(guest.appMonitorId, setup.guestCredentials === 'identity pool' ? guest.identityPoolId : undefined),
    authenticated: target(authenticated.appMonitorId, signIn && authenticated.identityPoolId),
    ...(signIn && providers && { client: await providers.configFor(signIn.client, appPool) }),
  };
}
