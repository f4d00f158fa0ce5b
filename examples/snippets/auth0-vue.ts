import { createAuth0 } from '@auth0/auth0-vue';
import { createDualRum } from '@dual-rum/browser';
import { auth0Source } from '@dual-rum/browser/auth0';
import { createRumPlugin } from '@dual-rum/browser/vue';
import { createApp } from 'vue';
import App from './App.vue';
import { router } from './router.ts';

const auth0 = createAuth0({ domain: 'my-shop.eu.auth0.com', clientId: 'kX2m…' });
export const rum = createDualRum({
  region: 'us-east-1',
  applicationVersion: '1.4.0',
  auth: auth0Source(auth0), // Before app.use(auth0), which restores the session.
  guest: { appMonitorId: '6c2d…', identityPoolId: 'us-east-1:41c0…' },
  authenticated: { appMonitorId: '9f0e…', identityPoolId: 'us-east-1:41c0…' },
});
createApp(App).use(createRumPlugin(rum, { router })).use(router).use(auth0).mount('#app');
