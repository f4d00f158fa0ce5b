import { createDualRum } from '@dual-rum/browser';
import { auth0Source } from '@dual-rum/browser/auth0';
import { auth0 } from './auth0.ts';

export const rum = createDualRum({
  region: 'us-east-1',
  applicationVersion: '1.4.0',
  auth: auth0Source(auth0),
  guest: { appMonitorId: '6c2d…', identityPoolId: 'us-east-1:41c0…' },
  authenticated: { appMonitorId: '9f0e…', identityPoolId: 'us-east-1:41c0…' },
  config: { telemetries: ['errors', 'performance', 'http'], allowCookies: true },
});
