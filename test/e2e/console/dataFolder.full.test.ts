import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startConsole, type ConsoleOptions, type RunningConsole } from '@dual-rum/console';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';
import { writeBatch } from '../../support/console/writeBatch.ts';
import { openPage } from './openPage.ts';

const [guest, users] = [randomUUID(), randomUUID()];
let folder: string;
let rum: RunningConsole | undefined;
let browser: Browser;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dual-rum-page-'));
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await rum?.close();
  rmSync(folder, { recursive: true, force: true });
});

const options = (): ConsoleOptions => ({
  data: join(folder, 'data'),
  appMonitors: [
    { name: 'Shop_Guests', id: guest, state: 'guest' },
    { name: 'Shop_Users', id: users, state: 'authenticated' },
  ],
});

/** What the views say, without times of the clock, which go on. */
async function seen(url: string, session: string): Promise<Record<string, string[]>> {
  const { page, complaints, close } = await openPage(browser);
  const texts = async (path: string, ready: string): Promise<string[]> => {
    await page.goto(`${url}${path}`);
    await page.getByRole('main').getByText(ready).filter({ visible: true }).first().waitFor();
    await page.waitForFunction(() => !document.body.innerText.includes('Loading …'));
    return page.getByRole('main').getByRole('row').allInnerTexts();
  };
  const found = {
    overview: await texts('/', 'An error on purpose'),
    sessions: await texts('/sessions', session.slice(0, 8)),
    session: await texts(`/sessions/${session}`, 'An error on purpose'),
    live: await texts('/live', 'An error on purpose'),
    isolation: await texts('/isolation', 'AccessDeniedException'),
  };
  expect(complaints).toEqual([]);
  await close();
  return found;
}

it('the page of a console with a data folder shows the same after a restart, and what comes then', async () => {
  rum = await startConsole(options());
  const session = randomUUID();
  const event = (type: string, details: object) => ({
    id: randomUUID(),
    timestamp: Math.floor(Date.now() / 1000),
    type: `com.amazon.rum.${type}_event`,
    metadata: JSON.stringify({ version: '1.0.0', pageId: '/cart' }),
    details: JSON.stringify({ version: '1.0.0', ...details }),
  });
  const write = async (to: string, keysFor: string, changes: object = {}) =>
    writeBatch(rum!.url, to, rum!.issueCredentials({ monitor: keysFor }), undefined, changes);
  expect(
    await write(guest, guest, {
      UserDetails: { userId: randomUUID(), sessionId: session },
      RumEvents: [
        event('session_start', {}),
        event('page_view', { pageId: '/cart', interaction: 0 }),
        event('js_error', { type: 'Error', message: 'An error on purpose', filename: 'app.js', lineno: 1, colno: 1 }),
        event('largest_contentful_paint', { value: 1200 }),
      ],
    }),
  ).toBe(200);
  expect(await write(users, users)).toBe(200);
  expect(await write(users, guest)).toBe(403);

  const before = await seen(rum.url, session);
  expect(before['overview']!.find((row) => row.startsWith('Page views'))).toMatch(/^Page views\s+1\s+1$/);
  await rum.close();
  rum = await startConsole(options());
  expect(await seen(rum.url, session)).toEqual(before);

  const { page, close } = await openPage(browser);
  await page.goto(rum.url);
  const views = page.getByRole('row', { name: /^Page views/ }).getByRole('cell');
  await expect.poll(() => views.allInnerTexts()).toEqual(['1', '1']);
  expect(await write(users, users)).toBe(200);
  await expect.poll(() => views.allInnerTexts(), { timeout: 10_000 }).toEqual(['1', '2']);
  await close();
});
