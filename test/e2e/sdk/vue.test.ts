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
  // The second product is another page of the same name: no page view of its own in CloudWatch RUM.
  expect(tab.guest.pages()).toEqual(['/', '/product/:id', '/account/orders/:order', '/']);
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

it('errors of components are recorded, and reach the handler the app had', async () => {
  const tab = await visit('/product/1');
  await tab.page.click('#break');
  await tab.flush();
  expect(tab.guest.events('js_error')).toMatchObject([{ details: { message: 'component failed' } }]);
  expect(await tab.run(() => vueApp.handled)).toEqual(['component failed']);
});
