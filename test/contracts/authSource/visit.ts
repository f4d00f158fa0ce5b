import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { AuthUser, RumState } from '@dual-rum/browser';
import type { Provider } from './Client.ts';
import { movableClock } from './clock.ts';
import { countListeners } from './listening.ts';
import type {} from './pages/app.ts';

/** A tab of the app. */
export interface Tab {
  page: Page;
  /** Waits until the SDK is in a state. */
  is: (state: RumState) => Promise<void>;
  logIn: (user: string) => Promise<void>;
  logOut: () => Promise<void>;
  reload: () => Promise<void>;
  current: () => Promise<AuthUser | null | 'unknown'>;
  /** An id token, or the message of the rejection. */
  idToken: (minTtl?: number) => Promise<string>;
  answers: () => Promise<(string | null)[]>;
  states: () => Promise<RumState[]>;
}

/** A browser with cookies and storage of its own. */
export interface Visit {
  context: BrowserContext;
  open: () => Promise<Tab>;
  /** Cuts the provider off, or lets it be reached again. */
  cutOff: (on: boolean) => Promise<void>;
}

export async function visit(browser: Browser, origin: string, provider: Provider): Promise<Visit> {
  const context = await browser.newContext();
  context.setDefaultTimeout(20_000);
  await context.addInitScript(movableClock);
  await context.addInitScript(countListeners);
  await provider.prepare?.(context);
  const provided = `${new URL(provider.issuer).origin}/**`;
  return {
    context,
    async open() {
      const page = await context.newPage();
      await page.goto(origin);
      return tabOf(page, provider);
    },
    async cutOff(on) {
      if (on) await context.route(provided, (route) => route.abort());
      else await context.unroute(provided);
    },
  };
}

function tabOf(page: Page, provider: Provider): Tab {
  return {
    page,
    is: async (state) => {
      // A navigation may be under way: the page is another one by the time it answers.
      await page.waitForFunction((wanted) => globalThis.app?.rum?.state === wanted, state);
    },
    async logIn(user) {
      provider.signInAs(user);
      await page.evaluate((name) => app.login(name).then(() => undefined), user);
    },
    logOut: () => page.evaluate(() => app.logout().then(() => undefined)),
    async reload() {
      await page.reload();
    },
    current: () => page.evaluate(() => app.source.current().catch(() => 'unknown' as const)),
    idToken: (minTtl) =>
      page.evaluate((ttl) => app.source.idToken(ttl).catch((cause: unknown) => (cause as Error).message), minTtl),
    answers: () => page.evaluate(() => app.answers),
    states: () => page.evaluate(() => app.states),
  };
}
