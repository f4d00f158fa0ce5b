/** The plugin in the dev servers of the Vite versions that it is for, and what a hot reload leaves of the overlay. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startConsole, type RunningConsole } from '@dual-rum/console';
import { dualRumConsole } from '@dual-rum/console/vite';
import type { Browser, Page } from 'playwright-core';
import { createServer } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';
import { freePort } from '../../support/freePort.ts';
import { npmFolder } from '../../support/npmFolder.ts';
import { unavailable } from '../../support/requireOrSkip.ts';
import { openPage } from './openPage.ts';

type CreateServer = typeof createServer;

/** A module that is loaded anew while the page stays. */
const rumModule = (version: string): string => `
import { createDualRum } from '@dual-rum/browser';
const rum = createDualRum({
  region: 'eu-west-1',
  applicationVersion: '${version}',
  guest: { appMonitorId: '11111111-1111-4111-8111-111111111111', identityPoolId: 'eu-west-1:33333333-3333-4333-8333-333333333333' },
  authenticated: { appMonitorId: '22222222-2222-4222-8222-222222222222', credentials: () => Promise.reject(new Error('of AWS')) },
  config: { dispatchInterval: 100, allowCookies: true },
});
globalThis.loaded = [...(globalThis.loaded ?? []), '${version}'];
if (import.meta.hot) {
  import.meta.hot.accept();
  import.meta.hot.dispose(() => rum.dispose());
}
`;
const PAGE =
  '<!doctype html><html lang="en"><head><title>App</title><link rel="icon" href="data:,"></head><body><main><h1>App</h1></main><script type="module" src="/rum.js"></script></body></html>';

const older = npmFolder('dev-servers', { vite7: 'npm:vite@^7.0.0', vite6: 'npm:vite@^6.0.0' });
async function createServerOf(name: string): Promise<CreateServer> {
  if (name === 'vite8' || 'why' in older) return createServer;
  const entry = createRequire(join(older.folder, 'package.json')).resolve(`${name}/package.json`);
  const vite = (await import(pathToFileURL(join(entry, '../dist/node/index.js')).href)) as {
    createServer: CreateServer;
    version: string;
  };
  expect(vite.version).toMatch(new RegExp(`^${name.slice(-1)}\\.`));
  return vite.createServer;
}

let rum: RunningConsole;
let browser: Browser;
const running: { close: () => Promise<unknown> }[] = [];
beforeAll(async () => {
  [rum, browser] = await Promise.all([startConsole(), launchBrowser()]);
});
afterEach(async () => {
  for (const one of running.splice(0).reverse()) await one.close();
});
afterAll(() => Promise.all([browser?.close(), rum?.close()]));

/** An app in a dev server, open in the browser. */
async function develop(name: string): Promise<{ page: Page; complaints: string[]; write: (version: string) => void }> {
  // Not in node_modules, which dev servers do not watch; nor by way of a link, which they follow.
  const cache = resolve(import.meta.dirname, '../../../.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(realpathSync(cache), `dev-${name}-`));
  running.push({ close: () => Promise.resolve(rmSync(folder, { recursive: true, force: true })) });
  const write = (version: string): void => writeFileSync(join(folder, 'rum.js'), rumModule(version));
  writeFileSync(join(folder, 'index.html'), PAGE);
  write('1.0.0');
  const create = await createServerOf(name);
  // Vitest runs apps without their consoles, and this test is to see what a dev server does.
  const { VITEST: runner } = process.env;
  delete process.env.VITEST;
  const server = await create({
    root: folder,
    configFile: false,
    logLevel: 'warn',
    cacheDir: join(folder, '.vite'),
    plugins: [dualRumConsole({ url: rum.url })],
    // Not every file system of a container tells of changes.
    server: { host: '127.0.0.1', port: await freePort(), watch: { usePolling: true, interval: 100 } },
  });
  process.env.VITEST = runner;
  running.push(server);
  await server.listen();
  await rum.reset();
  const opened = await openPage(browser);
  running.push(opened);
  await opened.page.goto(server.resolvedUrls!.local[0]!);
  return { page: opened.page, complaints: opened.complaints, write };
}
const overlayOf = (page: Page) => page.getByRole('region', { name: 'Dual RUM, development' });
const loaded = (page: Page) => page.evaluate(() => (globalThis as { loaded?: string[] }).loaded);

describe.each(['vite8', 'vite7', 'vite6'])('with %s', (name) => {
  it.skipIf(name !== 'vite8' && 'why' in older && unavailable('older Vite', older.why))(
    'the app sends to the console, and one overlay remains after hot reloads',
    async () => {
      const { page, complaints, write } = await develop(name);
      await overlayOf(page).waitFor();
      const views = (version: string) =>
        rum.events({ type: 'page_view' }).filter((event) => event.appVersion === version).length;
      await expect.poll(() => views('1.0.0'), { timeout: 30_000 }).toBe(1);
      for (const version of ['1.0.1', '1.0.2']) {
        write(version);
        await expect.poll(async () => (await loaded(page))?.at(-1), { timeout: 30_000 }).toBe(version);
      }
      // The page itself stayed.
      expect(await loaded(page)).toEqual(['1.0.0', '1.0.1', '1.0.2']);
      expect(await overlayOf(page).count()).toBe(1);
      expect(await page.locator('[data-dual-rum-overlay]').count()).toBe(1);
      await overlayOf(page)
        .getByRole('button', { name: /^Hide Dual RUM/ })
        .click();
      write('1.0.3');
      await expect.poll(async () => (await loaded(page))?.at(-1), { timeout: 30_000 }).toBe('1.0.3');
      expect(await overlayOf(page).count()).toBe(0);
      expect(complaints).toEqual([]);
      expect(rum.refused()).toEqual([]);
    },
  );
});
