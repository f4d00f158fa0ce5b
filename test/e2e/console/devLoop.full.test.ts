/** The Vite plugin: an app in development sends to a console and shows the overlay; what is built for production has nothing of it. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startConsole, type RunningConsole } from '@dual-rum/console';
import { dualRumConsole } from '@dual-rum/console/vite';
import type { Browser } from 'playwright-core';
import { build, createServer, type InlineConfig, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';
import { freePort } from '../../support/freePort.ts';
import { findAxeProblems } from './findAxeProblems.ts';
import { openPage } from './openPage.ts';

const APP = `
import { createDualRum } from '@dual-rum/browser';
globalThis.rum = createDualRum({
  region: 'eu-west-1',
  applicationVersion: '1.0.0',
  guest: { appMonitorId: '11111111-1111-4111-8111-111111111111', identityPoolId: 'eu-west-1:33333333-3333-4333-8333-333333333333' },
  authenticated: { appMonitorId: '22222222-2222-4222-8222-222222222222', credentials: () => Promise.reject(new Error('of AWS')) },
  config: { dispatchInterval: 100, allowCookies: true },
});
`;
const PAGE =
  '<!doctype html><html lang="en"><head><title>App</title><link rel="icon" href="data:,"></head><body><main><h1>App</h1></main><script type="module" src="/main.js"></script></body></html>';

let folder: string;
let rum: RunningConsole;
let server: ViteDevServer;
let browser: Browser;
let address: string;
const inlined = (): InlineConfig => ({
  root: folder,
  configFile: false,
  logLevel: 'warn',
  plugins: [dualRumConsole({ url: rum.url })],
});

beforeAll(async () => {
  const cache = resolve(import.meta.dirname, '../../../node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(join(cache, 'dev-loop-'));
  writeFileSync(join(folder, 'index.html'), PAGE);
  writeFileSync(join(folder, 'main.js'), APP);
  [rum, browser] = await Promise.all([startConsole(), launchBrowser()]);
  // Vitest runs apps without their consoles, and this test is to see what a dev server does.
  const { VITEST: runner } = process.env;
  delete process.env.VITEST;
  server = await createServer({ ...inlined(), server: { host: '127.0.0.1', port: await freePort() } });
  process.env.VITEST = runner;
  await server.listen();
  address = server.resolvedUrls!.local[0]!;
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await rum?.close();
  rmSync(folder, { recursive: true, force: true });
});

it.each(['light', 'dark'] as const)(
  'in development the app sends to the console, and the overlay says so: %s',
  async (theme) => {
    await rum.reset();
    const { page, complaints, close } = await openPage(browser, { colorScheme: theme });
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(globalThis, { shifts });
      // As the layout shift score has it: what follows an action of the user is no shift.
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
          if (!entry.hadRecentInput) shifts.push(entry.value);
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto(address);
    const overlay = page.getByRole('region', { name: 'Dual RUM, development' });
    const toggle = overlay.getByRole('button', { name: 'RUM: guest' });
    await toggle.waitFor();
    const rows = overlay.getByRole('row');
    // By keyboard alone.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await toggle.getAttribute('aria-expanded')).toBe('true');
    await expect.poll(() => rows.nth(1).innerText(), { timeout: 20_000 }).toMatch(/Guests\s+yes\s+[1-9]\d*\s+\d+\s+0/);
    expect(rum.events({ monitor: rum.config.guest.appMonitorId, type: 'page_view' })).toHaveLength(1);
    expect(await findAxeProblems(page)).toEqual([]);

    // Whoever the app takes for signed in is vouched for by the console.
    await page.evaluate('rum.setSignedIn(true)');
    await overlay.getByRole('button', { name: 'RUM: signed in' }).waitFor();
    await expect
      .poll(() => rows.nth(2).innerText(), { timeout: 20_000 })
      .toMatch(/Signed in\s+yes\s+[1-9]\d*\s+\d+\s+0/);
    expect(rum.refused()).toEqual([]);
    if (process.env.SCREENSHOTS) await page.screenshot({ path: join(process.env.SCREENSHOTS, `overlay-${theme}.png`) });

    await page.keyboard.press('Escape');
    expect(await overlay.getByRole('table').isVisible()).toBe(false);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await overlay.count()).toBe(0);
    expect(await page.evaluate('shifts.reduce((sum, each) => sum + each, 0)')).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  },
);

it('what is built for production has nothing of it', async () => {
  await build({ ...inlined(), build: { outDir: 'dist' } });
  const assets = join(folder, 'dist/assets');
  const bundle = readdirSync(assets)
    .map((name) => readFileSync(join(assets, name), 'utf8'))
    .join('\n');
  // The app is in it, with its own ids.
  expect(bundle).toContain('11111111-1111-4111-8111-111111111111');
  for (const trace of [
    rum.url,
    rum.config.guest.appMonitorId,
    'dualRumOverlay',
    'dual-rum-overlay',
    'issuer/token',
    '127.0.0.1:',
  ])
    expect(bundle).not.toContain(trace);
  // The same words are in what development loads.
  const { pluginContainer } = server.environments.client;
  expect(await pluginContainer.load('\0dual-rum:browser')).toContain(rum.url);
  expect(await pluginContainer.load('\0virtual:dual-rum-client')).toContain('dualRumOverlay');
});
