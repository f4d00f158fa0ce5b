import { expect, it } from 'vitest';
import { useSuite } from '../../support/sdk/suite.ts';

const suite = useSuite('vuePage.ts');
type Tab = Awaited<ReturnType<typeof suite.visit>>;

async function visit(path: string): Promise<Tab> {
  const tab = await suite.visit({ path, start: () => undefined });
  await tab.page.waitForFunction(() => 'vueApp' in globalThis);
  return tab;
}

const go = (tab: Tab, ...paths: string[]): Promise<void> =>
  tab.run(async (paths) => {
    for (const path of paths) await vueApp.router.push(path).catch(() => undefined);
  }, paths);

it.each(['/', '/?late'])('the first route counts once, wherever the plugin is installed: %s', async (path) => {
  const tab = await visit(path);
  await tab.flush();
  expect(tab.guest.pages()).toEqual(['/']);
  expect(tab.guest.events('page_view')[0]!.metadata).toMatchObject({ title: 'Home', pageTags: ['start'] });
});

it('a first path that no route matches counts once, too', async () => {
  for (const path of ['/nowhere', '/nowhere?late']) {
    const tab = await visit(path);
    tab.expectErrors(/No match found/);
    await tab.flush();
    expect(tab.guest.pages()).toEqual(['/nowhere']);
  }
});

it('pages are named by route pattern, also nested ones', async () => {
  const tab = await visit('/');
  await go(tab, '/product/1', '/product/2', '/account/orders/42', '/');
  await tab.flush();
  expect(tab.guest.pages()).toEqual(['/', '/product/:id', '/product/:id', '/account/orders/:order', '/']);
});

it('another query or hash is the same page', async () => {
  const tab = await visit('/product/1');
  await go(tab, '/product/1?color=red', '/product/1#reviews');
  await tab.flush();
  expect(tab.guest.pages()).toEqual(['/product/:id']);
});

const pageIds = (monitor: Tab['guest']): unknown[] => [
  ...new Set(monitor.events().map(({ metadata }) => metadata.pageId)),
];

it('what the load of the page brings has the name of the first route, though a guard takes its time', async () => {
  const tab = await visit('/product/1?slow');
  await tab.guest.arrived('session_start', 'page_view', 'performance_navigation');
  expect(pageIds(tab.guest)).toEqual(['/product/:id']);
  expect(tab.guest.pages()).toEqual(['/product/:id']);
});

it('a sign-in that is known before the first route waits for it, too', async () => {
  const tab = await suite.visit({
    path: '/product/1?slow',
    start: () => {
      sdk.rum = sdk.start({ initialState: 'pending' });
      setTimeout(() => sdk.rum.setSignedIn(true), 50);
    },
  });
  await tab.authenticated.arrived('session_start', 'page_view', 'performance_navigation');
  expect(pageIds(tab.authenticated)).toEqual(['/product/:id']);
  expect(tab.guest.types()).toEqual([]);
});

it('a first route that is not entered in time leaves the load of the page its path', async () => {
  const tab = await visit('/product/1?never');
  await tab.guest.arrived('session_start', 'page_view');
  expect(tab.guest.pages()).toEqual(['/product/1']);
  expect(tab.guest.sessions()).toHaveLength(1);
});

it('navigations that a guard stopped or that failed are no pages; a redirect is one', async () => {
  const tab = await visit('/login');
  tab.expectErrors(/chunk did not arrive/);
  await go(tab, '/blocked', '/broken', '/login', '/old', '/private');
  await tab.flush();
  expect(tab.guest.pages()).toEqual(['/login', '/product/:id', '/login']);
});

it('a page of the signed-in user is filed under theirs', async () => {
  const tab = await visit('/login');
  await tab.run(() => sdk.rum.setSignedIn(true));
  await go(tab, '/product/3');
  await tab.page.click('#buy');
  await tab.flush();
  expect(tab.guest.pages()).toEqual(['/login']);
  expect(tab.authenticated.pages()).toEqual(['/login', '/product/:id']);
  expect(tab.authenticated.events('bought')).toMatchObject([{ metadata: { pageId: '/product/:id' } }]);
});

it('an error of a component that Vue throws is recorded once', async () => {
  const tab = await visit('/product/1?throws');
  tab.expectErrors(/component failed/);
  await tab.page.click('#break');
  await tab.flush();
  expect(tab.guest.events('js_error')).toMatchObject([{ details: { message: 'component failed' } }]);
});

it('errors of components are recorded, and reach the handler the app had', async () => {
  const tab = await visit('/product/1');
  await tab.page.click('#break');
  await tab.flush();
  expect(tab.guest.events('js_error')).toMatchObject([{ details: { message: 'component failed' } }]);
  expect(await tab.run(() => vueApp.handled)).toEqual(['component failed']);
});
