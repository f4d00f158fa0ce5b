import { startConsole } from '@dual-rum/console';
import type { Journey } from '../journey/journey.ts';
import type { AppPool, Providers } from './providers.ts';

/** How often a failing pool fails: more often than one call of Amplify tries. */
const FAILURES = 4;
const SLOW = 3000;

/** Starts the identity pool that the app itself uses beside the SDK's; undefined where it has none. */
export async function startAppPool(
  { setup: { signIn } }: Journey,
  { issuers }: Providers,
): Promise<(AppPool & { url: string; fails: boolean; close: () => Promise<void> }) | undefined> {
  if (signIn?.client !== 'amplify' || signIn.appPool === 'none') return undefined;
  const service = await startConsole({ identityPools: [{ issuers }] });
  const fails = signIn.appPool === 'failing';
  if (fails) service.addFault({ kind: 'status', status: 500, target: 'identity', times: FAILURES });
  if (signIn.appPool === 'slow') service.addFault({ kind: 'latency', target: 'identity', ms: SLOW });
  const { identityPoolEndpoint, guest } = service.config;
  return {
    identityPoolId: guest.identityPoolId!,
    identityPoolEndpoint,
    url: service.url,
    fails,
    close: () => service.close(),
  };
}
