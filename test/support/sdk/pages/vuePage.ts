/** A small Vue app with the plugin; `window.vueApp` is what the tests use of it. */
import { createRumPlugin, useRum } from '@dual-rum/browser/vue';
import { createApp, h, type App, type Component } from 'vue';
import { createRouter, createWebHistory, RouterView, START_LOCATION, type Router } from 'vue-router';
import { beginPage } from './pageSdk.ts';

declare global {
  var vueApp: { vue: App; router: Router; handled: string[] };
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
    { path: '/account', component: page('account'), children: [{ path: 'orders/:order', component: page('order') }] },
    { path: '/old', redirect: '/product/7' },
    { path: '/private', component: page('private'), beforeEnter: () => '/login' },
    { path: '/login', component: page('login') },
    { path: '/blocked', component: page('blocked'), beforeEnter: () => false },
    { path: '/broken', component: () => Promise.reject(new Error('chunk did not arrive')) },
  ],
});
/** The first route waits for something, or is never entered. */
const first = { '?slow': 400, '?never': 1e9 }[location.search];
router.beforeEach((_to, from) => {
  if (first && from === START_LOCATION) return new Promise((done) => setTimeout(() => done(true), first));
  return true;
});
const handled: string[] = [];
const vue = createApp(RouterView);
if (location.search === '?throws') vue.config.throwUnhandledErrorInProduction = true;
else vue.config.errorHandler = (error) => void handled.push((error as Error).message);
if (late) {
  vue.use(router);
  await router.isReady();
  vue.use(createRumPlugin(sdk.rum, { router }));
} else vue.use(createRumPlugin(sdk.rum, { router })).use(router);
vue.mount(document.body.appendChild(document.createElement('main')));
if (location.search !== '?never') await router.isReady();
globalThis.vueApp = { vue, router, handled };
