import type { Browser, BrowserContext, Page } from 'playwright-core';
import { closeContext } from '../../support/closeContext.ts';

export interface Visit {
  page: Page;
  context: BrowserContext;
  close: () => Promise<void>;
}

/** A page in a profile of its own, at the site, as soon as `ready` is defined there. */
export async function visit(browser: Browser, url: string, ready: string): Promise<Visit> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  await settled(page, ready);
  return { page, context, close: () => closeContext(context) };
}

/** Waits until the page's script is through: after a reload, or back from a redirect. */
export async function settled(page: Page, ready: string): Promise<void> {
  await page.waitForFunction((name) => name in globalThis, ready);
}

/** Fills in the tenant's login form. */
export async function logIn(page: Page, user: string): Promise<void> {
  await page.fill('input[name=login]', user);
  await page.fill('input[name=password]', 'any');
  await page.click('button:text-is("Log in")');
}
