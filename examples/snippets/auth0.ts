import { Auth0Client } from '@auth0/auth0-spa-js';
import { createDualRum } from '@dual-rum/browser';
import { auth0Source } from '@dual-rum/browser/auth0';

export const auth0 = new Auth0Client({ domain: 'my-shop.eu.auth0.com', clientId: 'kX2m…', useRefreshTokens: true });
export const rum = createDualRum({
  region: 'us-east-1',
  applicationVersion: '1.4.0',
  auth: auth0Source(auth0),
  guest: { appMonitorId: '6c2d…', identityPoolId: 'us-east-1:41c0…' },
  authenticated: { appMonitorId: '9f0e…', identityPoolId: 'us-east-1:41c0…' },
});
