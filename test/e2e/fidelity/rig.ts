import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../support/browser.ts';
import { ensureBuilt } from '../../support/ensureBuilt.ts';
import { bundle } from './bundle.ts';
import { startSite, type Site } from './site.ts';

/** What all journeys share: a browser, and the site with the subjects' pages. */
export interface Rig {
  browser: Browser;
  site: Site;
}

/** Builds the pages, starts the site and the browser; `close` stops both. */
export async function startRig(): Promise<Rig & { close: () => Promise<void> }> {
  ensureBuilt('browser');
  const site = await startSite(await bundle());
  // Pages are kept for those who go back, as in a browser that nobody drives.
  const browser = await launchBrowser({ ignoreDefaultArgs: ['--disable-back-forward-cache'] });
  return {
    browser,
    site,
    async close() {
      await browser.close();
      await site.close();
    },
  };
}
