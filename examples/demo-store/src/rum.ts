/** Everything Dual RUM needs to know about this shop. */
import { createDualRum, type AuthSource } from '@dual-rum/browser';
import { watch } from 'vue';
import { config } from './config.ts';
import { idToken, session } from './session.ts';

/** Who is signed in: three members over whatever keeps your session. */
const auth: AuthSource = {
  current: () => Promise.resolve(session.value && { subject: session.value.subject, issuer: config.issuer }),
  idToken,
  // Told at once, so that what follows a sign-in is already the signed-in user's.
  subscribe: (hint) => watch(session, () => hint('the session changed'), { flush: 'sync' }),
};

export const rum = createDualRum({
  region: config.region,
  applicationVersion: '1.0.0',
  guest: config.guest, // { appMonitorId, identityPoolId }
  authenticated: config.authenticated, // { appMonitorId, identityPoolId }
  auth,
  config: {
    // Without the option only failed requests are recorded.
    telemetries: ['errors', 'performance', ['http', { recordAllRequests: true }]],
    allowCookies: true,
    // The Vue plugin records page views by route pattern: /product/:id, not one page per product.
    disableAutoPageView: true,
  },
  // Only for the demo: AWS has its own addresses. Leave these two out.
  endpoint: config.endpoint,
  identityPoolEndpoint: config.identityPoolEndpoint,
});

rum.onProblem(({ message, fix }) => console.warn(message, fix));
