import { createDualRum, type RumClient } from '@dual-rum/browser';
import { begin } from './begin.ts';

const { monitors, region, endpoint, credentials } = migrating;
begin((config) => {
  const rum = createDualRum({
    region,
    applicationVersion: '1.4.0',
    endpoint,
    guest: { appMonitorId: monitors.guest, credentials },
    authenticated: { appMonitorId: monitors.authenticated, credentials },
    config,
    strict: true,
  });
  // As the page says: on the rum, or on the instance of the guests.
  return new Proxy(rum as unknown as RumClient, {
    get: (_, name: keyof RumClient) => (name in rum ? rum[name as never] : rum.guest[name]),
  });
});
