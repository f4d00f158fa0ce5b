import { describe, expect, it } from 'vitest';
import { unavailable } from '../../support/requireOrSkip.ts';
import { useSuite } from '../../support/sdk/suite.ts';
import { svelteKit } from './adapters.ts';
import { opener, routerContract } from './contract.ts';
import { missingFor, startApp, type BuiltApp } from './startApp.ts';

const VITE = 'node_modules/vite/bin/vite.js';

const app: BuiltApp = {
  name: 'sveltekit',
  dependencies: {
    '@sveltejs/kit': '2.70.4',
    '@sveltejs/vite-plugin-svelte': '7.3.1',
    svelte: '5.57.3',
    typescript: '6.0.3',
    vite: '8.3.2',
  },
  shared: 'src/lib/contract',
  files: {
    'src/lib/PageViews.svelte': 'examples/snippets/PageViews.svelte',
    'src/recording.ts': 'examples/snippets/sveltekit-hooks.client.ts',
  },
  build: [VITE, 'build'],
  serve: (port) => [VITE, 'preview', '--host', '127.0.0.1', '--port', `${port}`, '--strictPort'],
};

const why = missingFor(app);

describe.skipIf(why !== undefined && unavailable('SvelteKit', why))('a built app', () => {
  const suite = useSuite(() => startApp(app));
  routerContract(svelteKit, suite);

  it('an error of a load function is recorded once, a page that is not there is none', async () => {
    const tab = await opener(suite)('/');
    tab.expectErrors(/load failed/);
    const shows = (name: string) =>
      document.querySelector('h2')?.textContent === name ? globalThis.routerApp : undefined;
    await tab.page.waitForFunction(shows, 'home');
    await tab.run(() => routerApp!.go('/broken'));
    await tab.page.waitForFunction(shows, 'nowhere');
    await tab.flush();
    expect(tab.guest.events('js_error').map(({ details }) => details.message)).toEqual(['load failed']);

    const other = await opener(suite)('/no/where');
    await other.page.waitForFunction(shows, 'nowhere');
    await other.flush();
    expect(other.guest.events('js_error')).toEqual([]);
  });
});
