import type { Page } from 'playwright-core';

/** Signs in, in a popup window of the provider, as the page that has opened it says. */
export async function logIn(popup: Page, page: Page): Promise<void> {
  try {
    if ((await popup.opener()) !== page) return;
    const user = await page.evaluate(() => window.popupUser);
    await popup.fill('input[name=login]', user!);
    await popup.click('button:has-text("Log in")');
  } catch {
    // Its page may be gone, or it may have been closed: then the client's own call fails, and the page notes it.
  }
}
