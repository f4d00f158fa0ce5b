import type { BrowserContext } from 'playwright-core';
import { within } from './within.ts';

/** Milliseconds. */
const PATIENCE = 10_000;

/**
 * Closes a browser context. Chromium has hung when one was closed while a page in it loaded, so pages load first; and what
 * hangs all the same is left to the end of its browser, so that it stops no test.
 */
export async function closeContext(context: BrowserContext): Promise<void> {
  await Promise.all(
    context.pages().map((page) => page.waitForLoadState('load', { timeout: PATIENCE }).catch(() => undefined)),
  );
  await within(PATIENCE, context.close(), () => 'the browser context hangs').catch((error: unknown) =>
    console.warn(String(error)),
  );
}
