import * as esbuild from 'esbuild';
import { startConsole, type RunningConsole } from '@dual-rum/console';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';
import { closeContext } from '../../support/closeContext.ts';
import { ensureBuilt } from '../../support/ensureBuilt.ts';
import { listen, type Listening } from '../../support/identity/listen.ts';
import { until } from '../../support/sdk/until.ts';
import { servePage } from '../../support/servePage.ts';

type Snippet = typeof import('../../../examples/snippets/console-printed.ts');
type App = typeof globalThis & { app: Snippet };

let rum: RunningConsole;
let browser: Browser;
let site: Listening;
beforeAll(async () => {
  ensureBuilt('browser');
  [rum, browser, site] = await Promise.all([startConsole(), launchBrowser(), listen()]);
  const { outputFiles } = await esbuild.build({
    stdin: {
      contents: `${rum.snippet}\nObject.assign(globalThis, { app: { rum, development } });`,
      resolveDir: import.meta.dirname,
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'esm',
    define: { 'process.env.NODE_ENV': '"development"' },
  });
  servePage(site, outputFiles[0]!.contents);
});
afterAll(() => Promise.all([browser?.close(), site?.close(), rum?.close()]));

/** The page views that have arrived at an app monitor, of as many as are to come. */
const views = (page: Page, state: 'guest' | 'authenticated', count: number) =>
  until(
    `${count} page views of ${state}`,
    async () => {
      await page.evaluate(() => (globalThis as App).app.rum.flush());
      return rum.events({ monitor: rum.config[state].appMonitorId, type: 'page_view' }).map(({ role }) => role);
    },
    (roles) => roles.length >= count,
  );

it('what the console prints runs as it is: a guest, who signs in by name, stays so on a reload, and signs out', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
  const open = async (): Promise<void> => {
    await page.goto(`http://localhost:${site.port}/`);
    await page.waitForFunction(() => 'app' in globalThis);
  };
  try {
    await open();
    expect(await views(page, 'guest', 1)).toEqual(['DualRum-Guest']);
    await page.evaluate(() => (globalThis as App).app.development.signIn('alice'));
    expect(await views(page, 'authenticated', 1)).toEqual(['DualRum-Authenticated']);
    await open();
    expect(await views(page, 'authenticated', 2)).toHaveLength(2);
    const other = await context.newPage();
    await other.goto(`http://localhost:${site.port}/other`);
    await other.waitForFunction(() => (globalThis as App).app?.rum.state === 'authenticated');
    // In the other tab, too.
    await page.evaluate(() => (globalThis as App).app.development.signOut());
    await other.waitForFunction(() => (globalThis as App).app.rum.state === 'guest');
    expect(await page.evaluate(() => (globalThis as App).app.development.user)).toBeNull();
    expect(await views(page, 'guest', 2)).toHaveLength(2);
    expect(rum.refused()).toEqual([]);
    expect(complaints).toEqual([]);

    // A console that starts again has the same ids, and none of the credentials and identities that the page has kept.
    const { port } = new URL(rum.url);
    const before = rum.snippet;
    await rum.close();
    rum = await startConsole({ port: Number(port) });
    expect(rum.snippet).toBe(before);
    await open();
    expect(await views(page, 'guest', 1)).toContain('DualRum-Guest');
  } finally {
    await closeContext(context);
  }
});
