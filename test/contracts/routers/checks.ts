import { expect } from 'vitest';
import type { Tab } from '../../support/sdk/tab.ts';
import type { RouterAdapter } from './RouterAdapter.ts';

/** What an adapter has to do: one check each, which throws where it does not. */
export interface Check {
  title: string;
  /** @param open opens the app on a tab of its own. */
  run: (open: (path: string) => Promise<Tab>, adapter: RouterAdapter) => Promise<void>;
}

/** Waits until the app shows the page of this name. */
const shows = (tab: Tab, name: string): Promise<unknown> =>
  tab.page.waitForFunction(
    (name) => document.querySelector('h2')?.textContent === name && !!globalThis.routerApp,
    name,
  );

/** Goes to an address, and waits for the page that is shown then. */
async function go(tab: Tab, path: string, name: string): Promise<void> {
  await tab.run((path) => routerApp!.go(path), path);
  await shows(tab, name);
}

/** The page ids of all page views; what is on its way is waited for. */
async function pages(tab: Tab): Promise<unknown[]> {
  // An adapter may record after it has rendered.
  await tab.run(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  await tab.flush();
  return tab.guest.pages();
}

const pageIds = (tab: Tab): unknown[] => [...new Set(tab.guest.events().map(({ metadata }) => metadata.pageId))];

export const checks = {
  firstRoute: {
    title: 'what the load of the page brings has the pattern of its first route, though that takes its time',
    async run(open, { pattern }) {
      const tab = await open('/product/1?slow');
      await shows(tab, 'product 1');
      expect(await pages(tab)).toEqual([pattern.product]);
      await tab.guest.arrived('session_start', 'page_view', 'performance_navigation');
      expect(pageIds(tab)).toEqual([pattern.product]);
    },
  },
  firstRedirect: {
    title: 'a first route that leads elsewhere is one page view, of where it leads',
    async run(open, { pattern }) {
      const tab = await open('/old');
      await shows(tab, 'product 7');
      expect(await pages(tab)).toEqual([pattern.product]);
      expect(pageIds(tab)).toEqual([pattern.product]);
    },
  },
  patterns: {
    title: 'each page entered is one page view, by pattern, also another of the same pattern and a nested one',
    async run(open, { pattern, titles }) {
      const tab = await open('/');
      await shows(tab, 'home');
      await go(tab, '/product/1', 'product 1');
      await go(tab, '/product/2', 'product 2');
      await go(tab, '/account/orders/42', 'order 42');
      await go(tab, '/', 'home');
      expect(await pages(tab)).toEqual(['/', pattern.product, pattern.product, pattern.order, '/']);
      const named = titles ? { title: 'Home', pageTags: ['start'] } : {};
      expect(tab.guest.events('page_view')[0]!.metadata).toMatchObject(named);
    },
  },
  history: {
    title: 'back and forward are page views; another query or hash is none',
    async run(open, { pattern }) {
      const tab = await open('/');
      await shows(tab, 'home');
      await go(tab, '/product/1', 'product 1');
      await go(tab, '/product/1?color=red', 'product 1');
      await tab.page.waitForURL('**/product/1?color=red');
      await go(tab, '/product/1?color=red#reviews', 'product 1');
      await tab.page.waitForURL('**/product/1?color=red#reviews');
      await tab.run(() => history.go(-3));
      await shows(tab, 'home');
      await tab.run(() => history.forward());
      await shows(tab, 'product 1');
      expect(await pages(tab)).toEqual(['/', pattern.product, '/', pattern.product]);
    },
  },
  redirects: {
    title: 'a redirect is one page view; a navigation that is stopped or fails is none',
    async run(open, { pattern, notEntered }) {
      const tab = await open('/');
      tab.expectErrors(/chunk did not arrive/);
      await shows(tab, 'home');
      for (const path of notEntered) await go(tab, path, 'home');
      await go(tab, '/old', 'product 7');
      await go(tab, '/private', 'login');
      expect(await pages(tab)).toEqual(['/', pattern.product, '/login']);
    },
  },
  nowhere: {
    title: 'an address that no page has is one page view',
    async run(open) {
      const tab = await open('/no/where');
      await shows(tab, 'nowhere');
      expect(await pages(tab)).toHaveLength(1);
    },
  },
  errors: {
    title: 'an error of a component is recorded once, and reaches whom it reaches without the adapter',
    async run(open, { errorWays }) {
      const breakIn = async (query: string): Promise<{ tab: Tab; heard: string[] }> => {
        const tab = await open(`/product/1${query}`);
        // What React says while developing.
        tab.expectErrors(/component failed|An error occurred in the <Product>/);
        await shows(tab, 'product 1');
        await tab.page.click('#break');
        await tab.page.waitForFunction(() => routerApp!.heard.length > 0);
        await tab.flush();
        return { tab, heard: await tab.run(() => routerApp!.heard) };
      };
      for (const way of errorWays) {
        const ours = await breakIn(`?${way}`);
        const without = await breakIn(`?${way}&adapter=none`);
        expect(ours.heard).toEqual(without.heard);
        expect(ours.tab.guest.events('js_error').map(({ details }) => details.message)).toEqual(['component failed']);
      }
    },
  },
} satisfies Record<string, Check>;
