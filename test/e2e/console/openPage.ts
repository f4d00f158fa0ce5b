import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

export interface OpenPage {
  page: Page;
  /** Errors, warnings and uncaught errors of the page, what its policy forbids included. */
  complaints: string[];
  close: () => Promise<void>;
}

/** A tab of its own for the console's page. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  return { page, complaints, close: () => context.close() };
}
