import { createDualRum } from '@dual-rum/browser';
import { authenticatedId, config, credentials, guestId } from './settings.ts';

globalThis.create = () =>
  createDualRum({
    region: 'us-east-1',
    applicationVersion: '1.0.0',
    endpoint: location.origin,
    guest: { appMonitorId: guestId, credentials },
    authenticated: { appMonitorId: authenticatedId, credentials },
    config,
  });
