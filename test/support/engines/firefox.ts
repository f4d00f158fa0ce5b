import puppeteer, { type Page } from 'puppeteer-core';
import type { Engine, EnginePage } from './Engine.ts';
import { follow } from './navigate.ts';

const COMPLAINTS = ['error', 'warn'];
/** Milliseconds; a busy machine takes long to start it. */
const PATIENCE = 120_000;

const asJson = (value: unknown): unknown => (value === undefined ? value : JSON.parse(JSON.stringify(value)));

const drivePage = (page: Page): EnginePage => ({
  // Not by Puppeteer's goto(): Firefox never tells that a page is back from the back/forward cache, so Puppeteer takes the next
  // navigation for a part of that one, and waits for it without end: https://github.com/puppeteer/puppeteer/issues/14722
  goto(url) {
    return follow(this, url);
  },
  // Objects without a prototype are not taken.
  evaluate: (work, given) => page.evaluate(work as never, asJson(given) as never),
  press: (x, y) => page.mouse.click(x, y),
  // Its user's way to close a tab asks the page first; the driver's own would not.
  close: () => page.close({ runBeforeUnload: true }),
  onPopup: (listener) => void page.on('popup', (popup) => popup && listener(drivePage(popup))),
  onComplaint(listener) {
    page.on('pageerror', (error) =>
      listener(error instanceof Error ? (error.stack ?? error.message) : String(error), ''),
    );
    page.on('console', (message) => {
      if (COMPLAINTS.includes(message.type())) listener(message.text(), message.location().url ?? '');
    });
  },
});

/** Settings as in `about:config`. */
export type FirefoxPrefs = Record<string, string | number | boolean>;

/** Starts Firefox, driven by Puppeteer over WebDriver BiDi. */
export async function launchFirefox(executablePath: string, extraPrefsFirefox?: FirefoxPrefs): Promise<Engine> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    ...(extraPrefsFirefox && { extraPrefsFirefox }),
    timeout: PATIENCE,
    protocolTimeout: 2 * PATIENCE,
  });
  return {
    name: 'firefox',
    version: (await browser.version()).replace('firefox/', 'Firefox '),
    tellsComplaints: true,
    isRunning: () => browser.connected,
    async newContext() {
      const context = await browser.createBrowserContext();
      return {
        newPage: async () => drivePage(await context.newPage({ type: 'window' })),
        close: () => context.close(),
      };
    },
    close: () => browser.close(),
  };
}
