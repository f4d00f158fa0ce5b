/** The app of the contract with vue-router. */
import { createRumPlugin } from '@dual-rum/browser/vue';
import { createApp, defineComponent, h, ref, type Component, type Plugin } from 'vue';
import { createRouter, createWebHistory, RouterView, useRoute, type Router } from 'vue-router';
import type { Fault } from '../RouterAdapter.ts';
import { appReady, beginApp, fail, fault, handleError, handlesErrors, slowFirst } from './beginApp.ts';

const page = (name: string): Component => ({ render: () => h('h2', name) });

const Product = defineComponent(() => {
  const route = useRoute();
  const isBroken = ref(false);
  return () => [
    h('h2', `product ${String(route.params['id'])}`),
    h('button', { id: 'break', onClick: () => (isBroken.value = true) }, isBroken.value ? fail() : 'break'),
  ];
});
const Order = defineComponent(() => () => h('h2', `order ${String(useRoute().params['order'])}`));

const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: page('home'), meta: { title: 'Home', pageTags: ['start'] } },
    { path: '/product/:id', component: () => Promise.resolve(Product) },
    { path: '/account', component: RouterView, children: [{ path: 'orders/:order', component: Order }] },
    { path: '/old', redirect: '/product/7' },
    { path: '/private', component: page('private'), beforeEnter: () => '/login' },
    { path: '/login', component: page('login') },
    { path: '/blocked', component: page('blocked'), beforeEnter: () => false },
    { path: '/broken', component: () => Promise.reject(new Error('chunk did not arrive')) },
    { path: '/:rest(.*)*', component: page('nowhere') },
  ],
});
router.beforeEach(slowFirst);

/** Adapters as one writes them who has not thought of everything. */
const faulty: Record<Fault, (router: Router) => void> = {
  none: () => undefined,
  'forgets the first route': (router) => {
    sdk.rum.awaitPageView();
    router.afterEach((to, from) => {
      if (from.matched.length) sdk.rum.recordPageView({ pageId: to.matched.at(-1)!.path, path: to.path });
    });
  },
  // The page views by the history go on.
  'doubles a view': (router) => {
    router.afterEach((to) => sdk.rum.recordPageView({ pageId: to.matched.at(-1)!.path, path: to.path }));
  },
  'names the path': (router) => {
    sdk.rum.awaitPageView();
    router.afterEach((to) => sdk.rum.recordPageView({ pageId: to.path, path: to.path }));
  },
};

beginApp();
const app = createApp(RouterView);
if (handlesErrors) app.config.errorHandler = handleError;
const other = fault && faulty[fault];
const adapter: Plugin = other ? () => other(router) : createRumPlugin(sdk.rum, { router });
app
  .use(adapter)
  .use(router)
  .mount(document.body.appendChild(document.createElement('main')));
appReady(async (path) => {
  await router.push(path).catch(() => undefined);
});
