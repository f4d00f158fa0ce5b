import { expect, it } from 'vitest';
import { useSuite } from '../../support/sdk/suite.ts';
import type { Tab } from '../../support/sdk/tab.ts';
import { until } from '../../support/sdk/until.ts';
import { canSend, indexes, patient, record } from './lastEvents.ts';

const suite = useSuite();

it.each([
  [
    'another page is loaded',
    async (tab: Tab) => {
      await tab.run(() => location.assign('/other'));
      // A browser may hang when it is closed while it loads a page.
      await tab.goneTo('/other');
    },
  ],
  ['the page is reloaded', (tab: Tab) => tab.reload()],
  ['the tab is closed', (tab: Tab) => tab.page.close({ runBeforeUnload: true })],
])('what was recorded right before %s arrives', async (_, end) => {
  const tab = await suite.visit(patient);
  await canSend(tab);
  await record(tab, 1);
  await end(tab);
  const last = await tab.guest.arrived('last');
  expect(last.transport).toBe('beacon');
});

it('both monitors get what was recorded right before the end', async () => {
  const tab = await suite.visit(patient);
  await canSend(tab);
  await tab.run(() => {
    sdk.rum.recordEvent('as-guest', {});
    sdk.rum.setSignedIn(true);
    sdk.rum.recordEvent('as-user', {});
    location.assign('/other');
  });
  await tab.goneTo('/other');
  await Promise.all([tab.guest.arrived('as-guest'), tab.authenticated.arrived('as-user')]);
});

// Browsers let 64 KiB through at the end of a page; the rest is stored for the next one.
it.each([
  ['latin text', 150, 'lorem ipsum dolor sit amet '.repeat(40)],
  ['text of more than a byte a character', 50, '重要なお知らせ'.repeat(100)],
])('of more than 64 KiB at the end everything arrives, each event once: %s', async (_, count, text) => {
  const tab = await suite.visit(patient);
  await canSend(tab);
  await record(tab, count, text);
  await tab.run(() => location.assign('/other'));
  await tab.goneTo('/other');
  await until(
    'everything arrives',
    () => indexes(tab),
    (all) => all.length >= count,
  );
  await tab.flush();
  expect(indexes(tab)).toEqual([...Array(count).keys()]);
  const transports = new Set(tab.guest.events('last').map(({ transport }) => transport));
  expect([...transports].sort()).toEqual(['beacon', 'fetch']);
});

it('a batch that is being prepared when the page ends arrives once', async () => {
  const tab = await suite.visit(patient);
  await tab.run(() => {
    for (let index = 0; index < 30; index++) sdk.rum.recordEvent('last', { index });
    void sdk.rum.flush();
    location.assign('/other');
  });
  await tab.goneTo('/other');
  await tab.guest.arrived('last');
  await tab.flush();
  expect(indexes(tab)).toEqual([...Array(30).keys()]);
});

it('a batch that is on its way when the page ends arrives once', async () => {
  const tab = await suite.visit(patient);
  await tab.run(() => sdk.rum.flush());
  const heal = suite.console.addFault({ kind: 'latency', ms: 300, monitor: tab.guest.id });
  await record(tab, 30);
  const onWire = tab.page.waitForRequest((request) => request.url().includes(`/appmonitors/${tab.guest.id}`));
  await tab.run(() => void sdk.rum.flush());
  await onWire;
  await tab.run(() => location.assign('/other'));
  await tab.goneTo('/other');
  heal();
  await tab.guest.arrived('last');
  await tab.flush();
  expect(indexes(tab)).toEqual([...Array(30).keys()]);
});

it('web vitals that wait for an idle moment arrive', async () => {
  const tab = await suite.visit({ ...patient, before: () => (window.requestIdleCallback = () => 0) });
  await tab.run(() => {
    document.querySelector('h1')!.addEventListener('click', () => {
      const end = performance.now() + 130;
      while (performance.now() < end);
    });
  });
  await tab.page.click('h1');
  await tab.run(
    () =>
      new Promise((done) => {
        new PerformanceObserver(done).observe({
          type: 'event',
          buffered: true,
          durationThreshold: 40,
        } as PerformanceObserverInit);
      }),
  );
  await tab.run(() => location.assign('/other'));
  await tab.goneTo('/other');
  await tab.guest.arrived('interaction_to_next_paint', 'largest_contentful_paint');
});

it('hidden and shown again, the page goes on, and nothing is sent twice', async () => {
  const tab = await suite.visit(patient);
  const show = (state: string) =>
    tab.run((state) => {
      Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    }, state);
  await record(tab, 3);
  await show('hidden');
  await show('visible');
  await tab.guest.arrived('last');
  await tab.run(() => sdk.rum.recordEvent('shown-again', {}));
  await show('hidden');
  await tab.guest.arrived('shown-again');
  await tab.flush();
  expect(indexes(tab)).toEqual([0, 1, 2]);
});

it('what a guest with credentials of the identity pool records last arrives', async () => {
  const tab = await suite.visit({ ...patient, guestPool: true });
  await tab.flush();
  await record(tab, 5);
  await tab.run(() => location.assign('/other'));
  await tab.goneTo('/other');
  expect((await tab.guest.arrived('last')).transport).toBe('beacon');
});
