/** A small Vue app with the plugin; `window.vueApp` is what the tests use of it. */
import { createRumPlugin, useRum } from '@dual-rum/browser/vue';
import { createApp, h, type Component } from 'vue';
import { createRouter, createWebHistory, RouterView, START_LOCATION, type Router } from 'vue-router';
import { beginPage } from './pageSdk.ts';

declare global {
  var vueApp: { router: Router };
}

const page = (name: string): Component => ({ render: () => h('h2', name) });

const Product: Component = {
  setup() {
    const rum = useRum();
    return () => [
      h('button', { id: 'buy', onClick: () => rum.recordEvent('bought', {}) }, 'buy'),
      h('button', { id: 'break', onClick: () => fail() }, 'break'),
    ];
  },
};

function fail(): never {
  throw new Error('component failed');
}

const late = location.search === '?late';
beginPage();
sdk.rum ??= sdk.start({ config: { ...sdkGiven.base.config, disableAutoPageView: late } });

const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: page('home'), meta: { title: 'Home', pageTags: ['start'] } },
    { path: '/product/:id', component: Product },
    { path: '/login', component: page('login') },
  ],
});
/** The first route waits for something, or is never entered. */
const first = { '?slow': 400, '?never': 1e9 }[location.search];
router.beforeEach((_to, from) => {
  if (first && from === START_LOCATION) return new Promise((done) => setTimeout(() => done(true), first));
  return true;
});
const vue = createApp(RouterView);
vue.config.throwUnhandledErrorInProduction = location.search === '?throws';
if (late) {
  vue.use(router);
  await router.isReady();
  vue.use(createRumPlugin(sdk.rum, { router }));
} else vue.use(createRumPlugin(sdk.rum, { router })).use(router);
vue.mount(document.body.appendChild(document.createElement('main')));
if (location.search !== '?never') await router.isReady();
globalThis.vueApp = { router };
