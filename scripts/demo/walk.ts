import type { Browser } from 'playwright-core';
import type { Walk } from './check-journeys.ts';
import { poll, settled } from './poll.ts';
import { atProvider, shopAsAUser } from './shop-as-a-user.ts';
import type { Demo } from './start-demo.ts';

/** Longer than a batch waits before its first or second retry, so that what is still to come is seen. */
const QUIET_MS = 2500;

/** Walks through the shop in a browser, leaves it, and waits until the console has received all there is. */
export async function walk(demo: Demo, browser: Browser, say: (line: string) => void): Promise<Walk> {
  const complaints: string[] = [];
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      // The provider's own pages are not ours to judge.
      if (message.type() === 'error' && page.url().startsWith(demo.url)) complaints.push(message.text());
    });
    await shopAsAUser(demo, page, say).catch((cause: unknown) => {
      const reasons = complaints.map((complaint) => `\nThe browser complained: ${complaint}`).join('');
      throw new Error(`the walk did not get further. ${(cause as Error).message}${reasons}`, { cause });
    });
    // A page that has just loaded may have no credentials yet, and nothing can be signed as it ends.
    await page.waitForLoadState('networkidle');
    // Whoever closes the tab hides the page first: what is queued then leaves at once.
    await page.goto('about:blank');
    return await cameOf(demo, complaints);
  } finally {
    await context.close();
  }
}

/** What came of a walk that is over, when the console has received all there is. */
export async function cameOf(demo: Demo, complaints: string[]): Promise<Walk> {
  const { journeys, events, status } = demo.console;
  await poll('the guest monitor received no event after the walk', () =>
    journeys().monitors.some(({ state, sessions }) => state === 'guest' && sessions.length > 0),
  );
  await settled('events keep coming', () => events().length, QUIET_MS);
  return {
    leaves: atProvider(demo.auth),
    journeys: journeys(),
    events: events(),
    duplicates: status().duplicates,
    complaints,
  };
}
