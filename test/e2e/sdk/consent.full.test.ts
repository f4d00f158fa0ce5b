import { expect, it } from 'vitest';
import { useSuite } from '../../support/sdk/suite.ts';
import { until } from '../../support/sdk/until.ts';

const suite = useSuite();
type Tab = Awaited<ReturnType<typeof suite.visit>>;

/** Everything a page can keep in the browser, by name. */
const stored = async (tab: Tab): Promise<string[]> => [
  ...(await tab.context.cookies()).map(({ name }) => `cookie ${name}`),
  ...(await tab.run(async () => [
    ...Object.keys(localStorage).map((key) => `localStorage ${key}`),
    ...Object.keys(sessionStorage).map((key) => `sessionStorage ${key}`),
    ...(await indexedDB.databases()).map(({ name }) => `IndexedDB ${name}`),
  ])),
];

/** Requests of the page to the console: data plane and identity pools. */
function watchRequests(tab: Tab): string[] {
  const seen: string[] = [];
  tab.page.on('request', (request) => {
    if (request.url().startsWith(suite.console.url)) seen.push(request.url());
  });
  return seen;
}

const busy = (tab: Tab): Promise<void> =>
  tab.run(async () => {
    const { rum } = sdk;
    rum.recordEvent('refused', {});
    rum.recordError(new Error('refused'));
    rum.guest.recordEvent('refused', {});
    rum.setSignedIn(true);
    history.pushState({}, '', '/refused');
    rum.recordEvent('refused', {});
    rum.authenticated.recordEvent('refused', {});
    await fetch('/api/refused');
    await rum.flush();
    rum.setSignedIn(false);
    history.pushState({}, '', '/');
  });

const nowhere = (tab: Tab): void => {
  const text = JSON.stringify([...tab.guest.events(), ...tab.authenticated.events()]);
  expect(text).not.toContain('refused');
};

it('without consent nothing is stored, sent or recorded, not even at the end of the page', async () => {
  const tab = await suite.visit({
    guestPool: true,
    start: () => void (sdk.kept.waits = true),
  });
  const requests = watchRequests(tab);
  await tab.run(() => void sdk.start({ enabled: false }));
  await busy(tab);
  expect(await stored(tab)).toEqual([]);
  await tab.load('/next');
  expect(await stored(tab)).toEqual([]);
  expect(requests).toEqual([]);
});

it.each(['guest', 'authenticated'] as const)(
  'without consent, an initial state of %s stores nothing',
  async (initialState) => {
    const tab = await suite.visit({ options: { enabled: false, initialState } });
    expect(await stored(tab)).toEqual([]);
  },
);

it('enable() starts recording: the page load is recorded, and nothing of what the app did before', async () => {
  const tab = await suite.visit({ options: { enabled: false }, path: '/start' });
  await busy(tab);
  await tab.run(() => {
    sdk.rum.enable();
    sdk.rum.recordEvent('welcome', {});
  });
  await tab.flush();
  expect(tab.guest.custom()).toEqual(['welcome']);
  expect(tab.guest.sessions()).toMatchObject([{ sessionStarts: 1 }]);
  expect(tab.guest.types()).toContain('performance_navigation');
  expect(tab.guest.pages()).toHaveLength(1);
  nowhere(tab);
});

it('consent given to a signed-in user starts the signed-in monitor', async () => {
  const tab = await suite.visit({ options: { enabled: false } });
  await tab.run(() => {
    sdk.rum.setSignedIn(true);
    sdk.rum.enable();
    sdk.rum.recordEvent('welcome', {});
  });
  await tab.flush();
  expect(tab.authenticated.custom()).toEqual(['welcome']);
  expect(tab.authenticated.sessions()).toMatchObject([{ sessionStarts: 1 }]);
  expect(tab.guest.types()).toEqual([]);
});

it('what is recorded after consent while pending goes to the monitor of whoever the user turns out to be', async () => {
  const tab = await suite.visit({ options: { enabled: false, initialState: 'pending' } });
  await tab.run(() => {
    sdk.rum.enable();
    sdk.rum.recordEvent('waits', {});
    sdk.rum.setSignedIn(true);
  });
  await tab.flush();
  expect(tab.authenticated.custom()).toEqual(['waits']);
  expect(tab.guest.types()).toEqual([]);
});

it('disable() stops recording: ids are removed, and what was recorded before arrives', async () => {
  const tab = await suite.visit({ guestPool: true });
  await tab.run(() => {
    sdk.rum.recordEvent('before', {});
    sdk.rum.disable();
  });
  await tab.guest.arrived('before');
  await until(
    'nothing is stored',
    () => stored(tab),
    (names) => names.length === 0,
  );
  await busy(tab);
  expect(await stored(tab)).toEqual([]);
  await tab.load('/next');
  nowhere(tab);
});

it('what was recorded before disable() arrives, though the page ends right after it', async () => {
  const tab = await suite.visit();
  // The code that sends has loaded.
  await tab.guest.arrived('session_start');
  await tab.run(() => {
    sdk.rum.recordEvent('before', {});
    sdk.rum.disable();
    location.assign('/other');
  });
  await tab.goneTo('/other');
  await tab.guest.arrived('before');
});

it('a page that ends right after disable() stores nothing, not even where the code that sends has not loaded yet', async () => {
  const tab = await suite.visit({
    start: () => {
      const isFirst = location.pathname === '/';
      sdk.start({ enabled: isFirst });
      if (!isFirst) return;
      sdk.rum.recordEvent('before', {});
      sdk.rum.disable();
      location.assign('/other');
    },
  });
  await tab.goneTo('/other');
  expect(await stored(tab)).toEqual([]);
});

it('enable() after disable() begins with new sessions and new user ids', async () => {
  const tab = await suite.visit();
  await tab.run(() => {
    sdk.rum.setSignedIn(true);
    sdk.rum.recordEvent('first', {});
    sdk.rum.setSignedIn(false);
    sdk.rum.recordEvent('first', {});
    sdk.rum.disable();
  });
  await busy(tab);
  await tab.run(() => {
    sdk.rum.enable();
    sdk.rum.recordEvent('again', {});
    sdk.rum.setSignedIn(true);
    sdk.rum.recordEvent('again', {});
  });
  await tab.flush();
  nowhere(tab);
  for (const monitor of [tab.guest, tab.authenticated]) {
    const [first, again] = [monitor.events('first')[0]!, monitor.events('again')[0]!];
    expect(again.sessionId).not.toBe(first.sessionId);
    expect(again.userId).not.toBe(first.userId);
    expect(monitor.sessions().map(({ sessionStarts }) => sessionStarts)).toEqual([1, 1]);
  }
});

it('DOM events and attributes that were registered before consent count from consent on', async () => {
  const tab = await suite.visit({ options: { enabled: false } });
  await tab.run(() => {
    sdk.rum.registerDomEvents([{ event: 'click', cssLocator: 'h1' }]);
    sdk.rum.addSessionAttributes({ plan: 'gold' });
  });
  await tab.page.click('h1');
  await tab.run(() => sdk.rum.enable());
  await tab.page.click('h1');
  await tab.guest.arrived('dom');
  await tab.flush();
  expect(tab.guest.events('dom')).toHaveLength(1);
  expect(tab.guest.events('dom')[0]!.sessionMetadata).toMatchObject({ plan: 'gold' });
});
