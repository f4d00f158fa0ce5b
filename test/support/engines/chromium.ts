import type { Page } from 'playwright-core';
import { launchBrowser } from '../browser.ts';
import { closeContext } from '../closeContext.ts';
import type { Engine, EnginePage } from './Engine.ts';

const COMPLAINTS = ['error', 'warning'];

/** A page of Playwright's, as what all engines can do. */
export const drivePage = (page: Page): EnginePage => ({
  async goto(url) {
    await page.goto(url);
  },
  evaluate: (work, given) => page.evaluate(work as never, given as never),
  press: (x, y) => page.mouse.click(x, y),
  close: () => page.close(),
  onPopup: (listener) => void page.on('popup', (popup) => listener(drivePage(popup))),
  onComplaint(listener) {
    page.on('pageerror', (error) => listener(String(error.stack ?? error), ''));
    page.on('console', (message) => {
      if (COMPLAINTS.includes(message.type())) listener(message.text(), message.location().url);
    });
    page.on('crash', () => listener('the page crashed', ''));
  },
});

/** Starts Chromium, driven by Playwright. */
export async function launchChromium(): Promise<Engine> {
  // Pages are kept for those who go back, as in a browser that nobody drives.
  const browser = await launchBrowser({ ignoreDefaultArgs: ['--disable-back-forward-cache'] });
  return {
    name: 'chromium',
    version: `Chromium ${browser.version()}`,
    tellsComplaints: true,
    isRunning: () => browser.isConnected(),
    async newContext() {
      const context = await browser.newContext({ viewport: { width: 400, height: 300 } });
      return {
        async newPage() {
          const page = await context.newPage();
          page.setDefaultTimeout(240_000);
          return drivePage(page);
        },
        close: () => closeContext(context),
      };
    },
    close: () => browser.close(),
  };
}
