import { createAuth0 } from '@auth0/auth0-vue';
import { auth0Source } from '@dual-rum/browser/auth0';
import { createApp } from 'vue';
import App from './App.vue';

const auth0 = createAuth0({ domain: 'my-shop.eu.auth0.com', clientId: 'kX2m…', useRefreshTokens: true });
export const auth = auth0Source(auth0); // Before app.use(auth0), which restores the session.
createApp(App).use(auth0).mount('#app');
