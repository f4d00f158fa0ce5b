/** Everything Dual RUM needs to know about this shop. */
import { createDualRum } from '@dual-rum/browser';
import { auth } from './auth/index.ts';
import { config } from './config.ts';

export const rum = createDualRum({
  region: config.region,
  applicationVersion: '1.0.0',
  guest: config.guest, // { appMonitorId, identityPoolId }
  authenticated: config.authenticated, // { appMonitorId, identityPoolId }
  auth: auth.source, // auth0Source(…), amplifySource(…), oidcSource(…), or your own: see auth/
  config: {
    // Without the option only failed requests are recorded.
    telemetries: ['errors', 'performance', ['http', { recordAllRequests: true }]],
    allowCookies: true,
  },
  // Only for the demo: AWS has its own addresses. Leave these two out.
  endpoint: config.endpoint,
  identityPoolEndpoint: config.identityPoolEndpoint,
});

rum.onProblem(({ message, fix }) => console.warn(message, fix));
