import { describe, expect, it } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';
import { useSuite } from '../../support/sdk/suite.ts';
import type { Tab } from '../../support/sdk/tab.ts';
import { until } from '../../support/sdk/until.ts';
import { indexes, patient, record } from './lastEvents.ts';

const suite = useSuite();

describe('while the service fails, what is recorded up to the end of the page', () => {
  /** The service fails, and the page knows. */
  const fail = async (tab: Tab): Promise<() => void> => {
    const heal = suite.console.addFault({ kind: 'status', status: 500, monitor: tab.guest.id });
    await tab.run(() => {
      sdk.rum.recordEvent('first', {});
      void sdk.rum.flush();
    });
    await tab.problem('unavailable');
    return heal;
  };
  const inLocalStorage = (tab: Tab): Promise<string[]> =>
    tab.run(() => Object.keys(localStorage).filter((key) => key.startsWith('dual-rum/')));
  /** Batches in the databases of both monitors. */
  const inDatabase = async (): Promise<number> => {
    let count = 0;
    for (const { name } of await indexedDB.databases()) {
      const opening = indexedDB.open(name!);
      await new Promise((done) => (opening.onsuccess = done));
      const counting = opening.result.transaction('batches').objectStore('batches').count();
      await new Promise((done) => (counting.onsuccess = done));
      count += counting.result;
      opening.result.close();
    }
    return count;
  };
  const hide = (tab: Tab): Promise<void> =>
    tab.run(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    });

  // Chromium may drop what a page writes into IndexedDB right before its end.
  it('arrives with the next page, once and with its time', async () => {
    const tab = await suite.visit(patient);
    const heal = await fail(tab);
    await tab.run(() => addEventListener('pagehide', () => sdk.rum.recordEvent('last', { at: Date.now() })));
    await tab.page.goto(`${tab.site}/api/without-the-sdk`);
    expect(await inLocalStorage(tab)).not.toEqual([]);
    heal();
    await tab.load('/other');
    const { timestamp, details } = await tab.guest.arrived('last');
    expect(Math.abs(timestamp * 1000 - (details.at as number))).toBeLessThan(1500);
    await tab.flush();
    expect(await inLocalStorage(tab)).toEqual([]);
    expect(tab.guest.custom().sort()).toEqual(['first', 'last']);
  });

  it('arrives though the app has filled localStorage', async () => {
    const tab = await suite.visit(patient);
    await tab.run(() => {
      for (let length = 2 ** 22; length >= 1; length /= 2) {
        try {
          for (let part = 0; ; part++) localStorage.setItem(`app ${length} ${part}`, 'x'.repeat(length));
        } catch {
          // Half as much may fit.
        }
      }
    });
    const heal = await fail(tab);
    await tab.run(() => sdk.rum.recordEvent('last', {}));
    await hide(tab);
    expect(await inLocalStorage(tab)).toEqual([]);
    await until(
      'both are in IndexedDB',
      () => tab.run(inDatabase),
      (count) => count === 2,
    );
    await tab.page.goto(`${tab.site}/api/without-the-sdk`);
    heal();
    await tab.load('/other');
    await tab.guest.arrived('last');
    await tab.flush();
    expect(tab.guest.custom().sort()).toEqual(['first', 'last']);
  });

  it('arrives though it is more than may be in localStorage, which is 400,000 characters', async () => {
    const tab = await suite.visit(patient);
    const heal = await fail(tab);
    await record(tab, 400, 'lorem ipsum dolor sit amet '.repeat(40));
    await hide(tab);
    const characters = await tab.run(() => Object.values<string>(localStorage).join('').length);
    expect(characters).toBeLessThanOrEqual(400_000);
    await until(
      'the rest is in IndexedDB',
      () => tab.run(inDatabase),
      (count) => count > 0,
    );
    await tab.page.goto(`${tab.site}/api/without-the-sdk`);
    heal();
    await tab.load('/other');
    await until(
      'everything arrives',
      () => indexes(tab),
      (all) => all.length >= 400,
    );
    await tab.flush();
    expect(indexes(tab)).toEqual([...Array(400).keys()]);
  });

  it('arrives by a tab beside it that lives on', async () => {
    const tab = await suite.visit(patient);
    const beside = await tab.context.newPage();
    await beside.goto(`${tab.site}/beside`);
    await beside.evaluate(() => sdk.rum.flush());
    const heal = await fail(tab);
    await tab.run(() => sdk.rum.recordEvent('last', {}));
    await tab.page.close({ runBeforeUnload: true });
    heal();
    await tab.guest.arrived('last');
    await beside.evaluate(() => sdk.rum.flush());
    expect(tab.guest.custom().sort()).toEqual(['first', 'last']);
  });

  it('arrives with the next page while its own is in the back/forward cache, and not again when that is back', async () => {
    const browser = await launchBrowser({ ignoreDefaultArgs: ['--disable-back-forward-cache'] });
    try {
      const tab = await suite.visit(patient, browser);
      const heal = await fail(tab);
      await tab.run(() => {
        sdk.rum.recordEvent('last', {});
        addEventListener('pageshow', ({ persisted }) => (document.title = persisted ? 'is back' : 'is new'));
      });
      await tab.load('/other');
      heal();
      await tab.guest.arrived('first', 'last');
      // What is on its way as a page ends may come twice.
      await tab.flush();
      // A page from the cache does not load.
      await tab.page.goBack({ waitUntil: 'commit' });
      await tab.page.waitForFunction(() => document.title === 'is back');
      await tab.flush();
      expect(tab.guest.custom().sort()).toEqual(['first', 'last']);
    } finally {
      await browser.close();
    }
  });

  it('is not left there when consent is withdrawn', async () => {
    const tab = await suite.visit(patient);
    const heal = await fail(tab);
    await tab.run(() => sdk.rum.recordEvent('last', {}));
    await hide(tab);
    expect(await inLocalStorage(tab)).not.toEqual([]);
    await tab.run(() => sdk.rum.disable());
    expect(await inLocalStorage(tab)).toEqual([]);
    heal();
    await tab.guest.arrived('last');
    // What is on its way as a page ends may come twice.
    await tab.flush();
  });
});
