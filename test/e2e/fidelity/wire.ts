import type { RunningConsole } from '@dual-rum/console';
import type { Setup } from './journey.ts';
import type { PageSetup } from './page/start.ts';

/** The setup with what connects the page to an intake. */
export function wire(setup: Setup, intake: RunningConsole): PageSetup {
  const { region, endpoint, identityPoolEndpoint, guest, authenticated } = intake.config;
  const target = (appMonitorId: string) => {
    const { accessKeyId, secretAccessKey, sessionToken } = intake.issueCredentials({ monitor: appMonitorId });
    return { appMonitorId, credentials: { accessKeyId, secretAccessKey, sessionToken } };
  };
  const pool = setup.guestCredentials === 'identity pool' ? guest.identityPoolId : undefined;
  return {
    ...setup,
    region,
    endpoint,
    identityPoolEndpoint,
    guest: { ...target(guest.appMonitorId), ...(pool !== undefined && { identityPoolId: pool }) },
    authenticated: target(authenticated.appMonitorId),
  };
}
