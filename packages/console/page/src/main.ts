import { createApp } from 'vue';
import App from './App.vue';
import { createLive, liveKey } from './data/live.ts';
import { monitorsKey, readMonitors } from './data/monitors.ts';
import { createPageRouter } from './router.ts';
import './style/tokens.css';
import './style/base.css';
import './style/shared.css';

createApp(App)
  .provide(liveKey, createLive())
  .provide(monitorsKey, readMonitors(document))
  .use(createPageRouter())
  .mount('#app');
