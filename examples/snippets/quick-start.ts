import { createDualRum } from '@dual-rum/browser';

const rum = createDualRum({
  region: 'us-east-1',
  applicationVersion: '1.4.0',
  guest: { appMonitorId: '6c2d…', identityPoolId: 'us-east-1:41c0…' },
  authenticated: { appMonitorId: '9f0e…', credentials: () => credentialsOfTheSignedInUser() },
  config: { telemetries: ['errors', 'performance', 'http'], allowCookies: true },
});
// onSessionChange is the app's own: call setSignedIn wherever the app learns that somebody has signed in or out.
onSessionChange((signedIn) => rum.setSignedIn(signedIn));
