import type { Browser } from 'playwright-core';
import { poll } from './poll.ts';
import type { Demo } from './start-demo.ts';

/** A guest who meets an error and a slow request, and somebody who writes to the signed-in app monitor without a signature. */
export async function visitWithTrouble(demo: Demo, browser: Browser): Promise<void> {
  const { console } = demo;
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(demo.url);
    await page.getByRole('button', { name: 'Throw an error' }).click();
    await page.getByRole('button', { name: 'Slow request' }).click();
    await page.getByRole('button', { name: 'Slow request' }).waitFor();
    await page.waitForLoadState('networkidle');
    await page.goto('about:blank');
    await poll('the error did not arrive', () => console.events({ type: 'js_error' }).length > 0);
  } finally {
    await context.close();
  }
  await fetch(`${console.url}/appmonitors/${console.config.authenticated.appMonitorId}`, {
    method: 'POST',
    body: '{}',
  });
}
