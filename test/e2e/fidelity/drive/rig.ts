import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../../support/browser.ts';
import { ensureBuilt } from '../../../support/ensureBuilt.ts';
import { bundle, type PageName } from './bundle.ts';
import { startProviders, type Providers } from './providers.ts';
import { startSite, type Site } from './site.ts';

/** What all journeys share: a browser, and the site with the subjects' pages. */
export interface Rig {
  browser: Browser;
  site: Site;
  /** Whether services that fail recover before a page ends, which cannot hear any more how its last requests end. */
  heals: boolean;
  /** Where users sign in; only for the subject that does. */
  providers: Providers | undefined;
}

/** Builds the pages, starts the site, the browser and what else they need; `close` stops all of it. */
export async function startRig(pages: readonly PageName[]): Promise<Rig & { close: () => Promise<void> }> {
  ensureBuilt('browser');
  const site = await startSite(await bundle(pages));
  const providers = pages.includes('signin') ? await startProviders(site.url) : undefined;
  // Pages are kept for those who go back, as in a browser that nobody drives.
  const browser = await launchBrowser({ ignoreDefaultArgs: ['--disable-back-forward-cache'] });
  return {
    browser,
    site,
    heals: true,
    providers,
    async close() {
      await browser.close();
      await Promise.all([site.close(), providers?.close()]);
    },
  };
}
