import { beforeEach, expect, it, vi } from 'vitest';
import { createApp, h } from 'vue';
import { createMemoryHistory, createRouter, RouterView } from 'vue-router';
import type { DualRum } from '../api/types.ts';
import { createRumPlugin } from './nuxt.ts';
import { useRum } from './vue.ts';

const calls = { awaitPageView: vi.fn(), recordPageView: vi.fn(), recordError: vi.fn() };
const rum = calls as unknown as DualRum;
const failure = new Error('component failed');

beforeEach(() => void vi.resetAllMocks());

/** As Nuxt does: the router enters the first route, then plugins run, then it is entered again with the middleware. */
async function nuxtAt(path: string) {
  const page = { render: () => h('main') };
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/product/:id()', component: page },
      { path: '/docs/:slug(.*)*', component: page },
    ],
  });
  await router.push(path);
  const vueApp = createApp(RouterView).use(router);
  let showError: (error: unknown) => void = () => undefined;
  const hook = vi.fn((_: string, listener: typeof showError) => (showError = listener));
  createRumPlugin(rum)({ vueApp, hook });
  return { router, vueApp, hook, showError: (error: unknown) => showError(error) };
}

it('counts a first route when Nuxt enters it, and names pages as their files are', async () => {
  const { router } = await nuxtAt('/product/1');
  expect(calls.awaitPageView).toHaveBeenCalledOnce();
  expect(calls.recordPageView).not.toHaveBeenCalled();
  await router.replace({ path: '/product/2', force: true });
  await router.push('/docs/start/install');
  expect(calls.recordPageView.mock.calls).toEqual([
    [{ pageId: '/product/:id', path: '/product/2' }],
    [{ pageId: '/docs/:slug(.*)*', path: '/docs/start/install' }],
  ]);
});

it('records an error once that a component throws and Nuxt shows its error page for', async () => {
  const { vueApp, showError } = await nuxtAt('/product/1');
  const handler = vi.fn(showError);
  vueApp.config.errorHandler = handler;
  vueApp._context.config.errorHandler!(failure, null, '');
  showError(Object.assign(new Error('shown'), { statusCode: 500, cause: failure }));
  expect(handler).toHaveBeenCalledOnce();
  expect(calls.recordError.mock.calls).toEqual([[failure]]);
});

it('records no answer that the app gives on purpose', async () => {
  const { showError } = await nuxtAt('/product/1');
  showError(Object.assign(new Error('not found'), { statusCode: 404 }));
  expect(calls.recordError).not.toHaveBeenCalled();
  showError(Object.assign(new Error('failed'), { statusCode: 503 }));
  expect(calls.recordError).toHaveBeenCalledOnce();
});

it('only hands the rum to components on a server', async () => {
  vi.stubGlobal('window', undefined);
  const { vueApp, hook } = await nuxtAt('/product/1');
  vi.unstubAllGlobals();
  expect(vueApp.runWithContext(useRum)).toBe(rum);
  expect(hook).not.toHaveBeenCalled();
  expect(calls.awaitPageView).not.toHaveBeenCalled();
});
