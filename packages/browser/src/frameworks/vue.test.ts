import { beforeEach, expect, it, vi } from 'vitest';
import { createApp, h, type App, type Component } from 'vue';
import { createMemoryHistory, createRouter, RouterView, type Router } from 'vue-router';
import type { DualRum } from '../api/types.ts';
import { createRumPlugin, useRum } from './vue.ts';

const rum = { awaitPageView: vi.fn(), recordPageView: vi.fn(), recordError: vi.fn() };

beforeEach(() => void vi.resetAllMocks());

const page: Component = { render: () => h('main') };
const routerOf = (): Router =>
  createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', component: page, meta: { title: 'Home', pageTags: ['start'] } },
      { path: '/product/:id', component: page },
      {
        path: '/shop',
        component: page,
        children: [
          { path: '', component: page },
          { path: 'cart', component: page },
        ],
      },
      { path: '/old', redirect: '/product/1' },
      { path: '/blocked', component: page, beforeEnter: () => false },
    ],
  });

function appWith(router: Router, root: Component = RouterView): App {
  return createApp(root).use(createRumPlugin(rum as unknown as DualRum, { router }));
}

const pages = (): unknown[] => rum.recordPageView.mock.calls.map(([page]) => (page as { pageId: string }).pageId);

it('names pages by pattern, with the title and tags of their route', async () => {
  const router = routerOf();
  appWith(router).use(router).mount(document.createElement('div'));
  await router.push('/');
  await router.push('/product/42');
  expect(rum.recordPageView.mock.calls).toEqual([
    [{ pageId: '/', path: '/', pageTags: ['start'], pageAttributes: { title: 'Home' } }],
    [{ pageId: '/product/:id', path: '/product/42' }],
  ]);
});

it('says that the router names the pages before it names one', () => {
  appWith(routerOf());
  expect(rum.awaitPageView).toHaveBeenCalledOnce();
  expect(rum.recordPageView).not.toHaveBeenCalled();
});

it('counts the first route once, also when it was entered before', async () => {
  const router = routerOf();
  await router.push('/product/1');
  appWith(router).use(router).mount(document.createElement('div'));
  await router.isReady();
  expect(pages()).toEqual(['/product/:id']);
});

it('names nested routes by the whole path', async () => {
  const router = routerOf();
  appWith(router);
  await router.push('/shop');
  await router.push('/shop/cart');
  expect(pages()).toEqual(['/shop', '/shop/cart']);
});

it('counts what was entered: a redirect once, what was stopped or is entered already not at all', async () => {
  const router = routerOf();
  appWith(router);
  await router.push('/old');
  await router.push('/blocked');
  await router.push('/product/1');
  expect(pages()).toEqual(['/product/:id']);
});

it('hands the rum to components, and wherever Vue can inject', () => {
  let seen: unknown;
  const asks: Component = {
    setup() {
      seen = useRum();
      return () => null;
    },
  };
  const app = appWith(routerOf(), asks);
  app.mount(document.createElement('div'));
  expect(seen).toBe(rum);
  expect(app.runWithContext(useRum)).toBe(rum);
});

it('says what is missing where there is no app, or none with the plugin', () => {
  vi.spyOn(console, 'warn').mockReturnValue(undefined);
  for (const use of [useRum, () => createApp(page).runWithContext(useRum)]) {
    expect(use).toThrow(/useRum\(\) found no Dual RUM.*app\.use\(createRumPlugin\(rum, \{ router \}\)\)/);
  }
});
