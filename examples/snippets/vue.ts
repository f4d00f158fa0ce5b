import { createApp } from 'vue';
import { createRumPlugin } from '@dual-rum/browser/vue';
import App from './App.vue';
import { router } from './router.ts';
import { rum } from './rum.ts';

createApp(App).use(createRumPlugin(rum, { router })).use(router).mount('#app');
