import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';
import { install } from './installed.ts';
import { pack, type Packed } from './packed.ts';
import { runNode } from './runNode.ts';
import { testFolder } from './temporary.ts';

/** A page that a server renders: creates the rum as a browser does, installs the plugin, records while rendering. */
const SERVER = `
import { createSSRApp, h } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { createMemoryHistory, createRouter, RouterView } from 'vue-router';
import { createDualRum } from '@dual-rum/browser';
import { createRumPlugin, useRum } from '@dual-rum/browser/vue';

const rum = createDualRum({
  region: 'us-east-1',
  applicationVersion: '1.0.0',
  guest: { appMonitorId: '00000000-0000-4000-8000-000000000001', identityPoolId: 'us-east-1:00000000-0000-4000-8000-000000000000' },
  authenticated: { appMonitorId: '00000000-0000-4000-8000-000000000002', identityPoolId: 'us-east-1:00000000-0000-4000-8000-000000000000' },
  config: { telemetries: ['errors', 'performance', 'http'] },
});
const Page = {
  setup() {
    const same = useRum() === rum;
    useRum().recordEvent('app.rendered', { same });
    return () => h('p', 'the same rum: ' + same);
  },
};
const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/product/:id', component: Page }] });
const app = createSSRApp({ render: () => h(RouterView) });
app.use(createRumPlugin(rum, { router })).use(router);
await router.push('/product/42');
await router.isReady();
console.log(await renderToString(app));
`;

describe('@dual-rum/browser in a page rendered on a server', () => {
  let packed: Packed;
  beforeAll(() => {
    packed = pack('browser');
  });

  // Frameworks do either: leave packages for Node to import, or bundle everything for an edge runtime.
  it.each([
    ['with its packages outside', undefined],
    ['with everything bundled', true as const],
  ])('builds with Vite %s, and the bundle runs in Node', async (_, noExternal) => {
    const project = install(packed, testFolder());
    mkdirSync(join(project, 'src'));
    writeFileSync(join(project, 'src/server.js'), SERVER);
    await build({
      root: project,
      configFile: false,
      logLevel: 'error',
      ssr: noExternal ? { noExternal } : {},
      build: { ssr: 'src/server.js' },
    });
    expect(runNode(['dist/server.js'], project)).toEqual({
      status: 0,
      output: '<p>the same rum: true</p>',
      errors: '',
    });
  });
});
