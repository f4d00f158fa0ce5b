import { startConsole, type RunningConsole } from '@dual-rum/console';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';
import { writeBatch } from '../../support/console/writeBatch.ts';
import { openPage } from './openPage.ts';

let rum: RunningConsole;
let browser: Browser;
beforeAll(async () => {
  [rum, browser] = await Promise.all([startConsole(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await rum?.close();
});

it('the page says how to begin, and shows a write of each app monitor as it comes', async () => {
  const { page, complaints, close } = await openPage(browser);
  await page.goto(rum.url);
  await page.getByLabel('SDK configuration', { exact: true }).getByText(rum.config.guest.appMonitorId).waitFor();
  for (const state of ['guest', 'authenticated'] as const) {
    const monitor = rum.config[state].appMonitorId;
    expect(await writeBatch(rum.url, monitor, rum.issueCredentials({ monitor }))).toBe(200);
  }
  const cells = page.getByRole('row', { name: /^Page views/ }).getByRole('cell');
  await cells.first().waitFor();
  await expect.poll(() => cells.allInnerTexts()).toEqual(['1', '1']);
  expect(complaints).toEqual([]);
  await close();
});
