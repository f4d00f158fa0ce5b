import type { Browser, Page } from 'playwright-core';
import { findAxeProblems } from './findAxeProblems.ts';
import { openPage, type OpenPage } from './openPage.ts';

/** How every view is looked at: the theme of the system, and the width of the window in pixels. */
export const LOOKS = [
  ['light', 1280],
  ['dark', 1280],
  ['light', 400],
  ['dark', 400],
] as const;

export interface Tabs {
  /** A tab of its own at an address of the console's page. */
  open: (path: string, options?: Parameters<typeof openPage>[1]) => Promise<OpenPage>;
  closeAll: () => Promise<void>;
}

/** Tabs on the page of a console; both may start later than this is called. */
export function createTabs(browser: () => Browser, url: () => string): Tabs {
  const opened: OpenPage[] = [];
  return {
    async open(path, options) {
      const one = await openPage(browser(), options);
      opened.push(one);
      await one.page.goto(new URL(path, url()).href);
      return one;
    },
    async closeAll() {
      await Promise.all(opened.splice(0).map((one) => one.close()));
    },
  };
}

/** What is wrong with the page as it is: what axe-core finds, and whether it is wider than the window. */
export async function findPageProblems(page: Page): Promise<string[]> {
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return [...(await findAxeProblems(page)), ...(beyond > 0 ? [`It is ${beyond} px wider than the window.`] : [])];
}
