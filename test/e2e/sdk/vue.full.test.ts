/** Beside what test/contracts/routers asks of every adapter. */
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

it('the first route counts once where the plugin is installed late', async () => {
  const tab = await visit('/?late');
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

const pageIds = (monitor: Tab['guest']): unknown[] => [
  ...new Set(monitor.events().map(({ metadata }) => metadata.pageId)),
];

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
