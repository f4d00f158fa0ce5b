import { createRumPlugin } from '@dual-rum/browser/vue';
import { createApp } from 'vue';
import App from './App.vue';
import { auth } from './auth/index.ts';
import { takeGuestCart } from './cart.ts';
import { router } from './router.ts';
import { rum } from './rum.ts';
import './style.css';

createApp(App).use(createRumPlugin(rum, { router })).use(router).mount('#app');

// Who signs in on the sign-in page is given the cart there.
void auth.returned.then(takeGuestCart, (cause: unknown) => console.warn('The sign-in was not finished.', cause));
