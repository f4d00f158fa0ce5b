import { createDualRum } from '@dual-rum/browser';

export const rum = createDualRum({
  region: 'us-east-1',
  applicationVersion: '1.4.0',
  guest: { appMonitorId: '6c2d…', identityPoolId: 'us-east-1:41c0…' },
  authenticated: { appMonitorId: '9f0e…', credentials: () => credentialsOfTheSignedInUser() },
});
rum.awaitPageView(); // The router names the pages.
