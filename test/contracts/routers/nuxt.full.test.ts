import { describe, expect, it } from 'vitest';
import { unavailable } from '../../support/requireOrSkip.ts';
import { useSuite } from '../../support/sdk/suite.ts';
import { nuxt } from './adapters.ts';
import { opener, routerContract } from './contract.ts';
import { missingFor, startApp, type BuiltApp } from './startApp.ts';

const app: BuiltApp = {
  name: 'nuxt',
  dependencies: { nuxt: '4.3.1', vue: '3.5.45', 'vue-router': '^4.6.0' },
  shared: 'app/contract',
  files: { 'app/recording/nuxt-plugin.ts': 'examples/snippets/plugins/nuxt-plugin.ts' },
  env: { NUXT_TELEMETRY_DISABLED: '1' },
  build: ['node_modules/nuxt/bin/nuxt.mjs', 'build'],
  serve: () => ['.output/server/index.mjs'],
};

const why = missingFor(app);

describe.skipIf(why !== undefined && unavailable('Nuxt', why))('a built app', () => {
  const suite = useSuite(() => startApp(app));
  routerContract(nuxt, suite);

  it('a first route that a middleware leads elsewhere, in the browser, is one page view', async () => {
    const tab = await opener(suite)('/private');
    await tab.page.waitForFunction(() => document.querySelector('h2')?.textContent === 'login');
    await tab.flush();
    expect(tab.guest.pages()).toEqual(['/login']);
  });

  it('an error for which Nuxt shows its error page is recorded once, a page that is not there is none', async () => {
    const tab = await opener(suite)('/product/1');
    tab.expectErrors(/fatal for the app/);
    await tab.page.waitForFunction(() => globalThis.routerApp);
    await tab.page.click('#fatal');
    await tab.page.waitForFunction(() => document.querySelector('h2')!.textContent === 'something went wrong');
    await tab.flush();
    expect(tab.guest.events('js_error').map(({ details }) => details.message)).toEqual(['fatal for the app']);

    const other = await opener(suite)('/no/where');
    await other.flush();
    expect(other.guest.types()).not.toContain('js_error');
  });
});
