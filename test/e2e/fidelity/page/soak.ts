import { dualRum } from './dualRum.ts';
import { start } from './start.ts';
import type { Keys } from './subject.ts';

declare global {
  interface Window {
    /** The app's server: gives a signed-in user credentials, which expire. */
    issueKeys: (appMonitorId: string) => Promise<Keys>;
  }
}

/** Milliseconds; the page's clock runs fast, and the network does not. */
const PATIENCE = 600_000;

/** Dual RUM on a page that stays open for an hour. */
start((wiring) => {
  const { appMonitorId } = wiring.authenticated;
  return dualRum(
    undefined,
    PATIENCE,
  )({ ...wiring, authenticated: { appMonitorId, credentials: () => window.issueKeys(appMonitorId) } });
});
