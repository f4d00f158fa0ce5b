import { startConsole, type ConsoleOptions, type RunningConsole } from '@dual-rum/console';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, onTestFinished } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { bundle, type Mode } from './bundle.ts';
import { startSite, type Site } from './site.ts';
import { openTab, type Tab, type VisitOptions } from './tab.ts';

/** Pairs of app monitors in a suite: each visit has one to itself. */
const PAIRS = 60;

export interface Suite {
  readonly console: RunningConsole;
  readonly site: Site;
  readonly browser: Browser;
  /** Opens a page of the app, with app monitors and cookies of its own; in the browser of the suite, where none is given. */
  visit: (options?: VisitOptions, browser?: Browser) => Promise<Tab>;
}

/**
 * One console, one web server and one browser for the tests of a file. After each test, what went wrong on its pages
 * without the test expecting it fails the test.
 *
 * @param entry the script of the page, as `bundle` takes it; or what starts a web server of its own.
 */
export function useSuite(
  entry: string | (() => Promise<Site>) = 'plainPage.ts',
  { body = '', mode, ...options }: ConsoleOptions & { body?: string; mode?: Mode } = {},
): Suite {
  let started: Omit<Suite, 'visit'> | undefined;
  let tabs: Tab[] = [];
  let next = 0;

  beforeAll(async () => {
    const [console, browser, site] = await Promise.all([
      startConsole({ appMonitors: monitors(), ...options }),
      launchBrowser(),
      typeof entry === 'string' ? bundle(entry, mode).then((script) => startSite(script, body)) : entry(),
    ]);
    started = { console, browser, site };
  });
  afterEach(() => {
    const complaints = tabs.flatMap((tab) => tab.complaints());
    tabs = [];
    if (complaints.length > 0) throw new Error(`the test did not expect:\n${complaints.join('\n')}`);
  });
  afterAll(async () => {
    await started?.browser.close();
    await Promise.all([started?.console.close(), started?.site.close()]);
  });

  return {
    get console() {
      return started!.console;
    },
    get site() {
      return started!.site;
    },
    get browser() {
      return started!.browser;
    },
    async visit(visit = {}, browser = started!.browser) {
      const tab = await openTab({ ...started!, browser }, `${++next}`, visit);
      tabs.push(tab);
      onTestFinished(() => tab.close());
      return tab;
    },
  };
}

function monitors(): NonNullable<ConsoleOptions['appMonitors']> {
  return Array.from({ length: PAIRS }, (_, index) => [
    { name: `Guests${index + 1}`, state: 'guest' as const },
    { name: `Users${index + 1}`, state: 'authenticated' as const },
  ]).flat();
}
