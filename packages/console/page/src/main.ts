import { createApp } from 'vue';
import App from './App.vue';
import { createLive, liveKey } from './data/live.ts';
import { createPageRouter } from './router.ts';
import './style/tokens.css';
import './style/base.css';

createApp(App).provide(liveKey, createLive()).use(createPageRouter()).mount('#app');
