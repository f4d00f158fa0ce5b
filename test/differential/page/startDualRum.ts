import { createDualRum } from '@dual-rum/browser';
import { applicationVersion, config } from './config.ts';

export function startDualRum(initialState: 'guest' | 'authenticated'): void {
  const { appMonitors, credentials, region, endpoint } = given;
  globalThis.subject = createDualRum({
    region,
    endpoint,
    applicationVersion,
    initialState,
    guest: { appMonitorId: appMonitors.guest, credentials: credentials.guest },
    authenticated: { appMonitorId: appMonitors.authenticated, credentials: credentials.authenticated },
    config: config(),
  });
}
