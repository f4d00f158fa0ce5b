import { describe, expect, it } from 'vitest';
import { useSuite } from '../../support/sdk/suite.ts';

const suite = useSuite();
type Tab = Awaited<ReturnType<typeof suite.visit>>;

const startPending = (): void => void sdk.start({ initialState: 'pending' });

/** Until the browser has painted and the page's own requests are answered. */
const loaded = (tab: Tab): Promise<void> =>
  tab.run(async () => {
    await new Promise((done) => {
      new PerformanceObserver(done).observe({ type: 'paint', buffered: true });
    });
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  });

/** Until the script has run that signs what a page's end sends: the only one that the SDK loads lazily here. */
async function signingLoaded(tab: Tab): Promise<void> {
  const loaded = await tab.page.waitForFunction(() => {
    const scripts = performance.getEntriesByType('resource').map(({ name }) => name);
    return scripts.find((url) => url.includes('/js/') && !/\/js\/(plainPage|chunk-)/.test(url));
  });
  // A script that is imported again is there once it has run. As text: Vitest would make its own of an import here.
  await tab.page.evaluate(`import(${JSON.stringify(await loaded.jsonValue())}).then(() => undefined)`);
}

describe('a page load while it is pending who is signed in', () => {
  const load = async (): Promise<Tab> => {
    const tab = await suite.visit({
      path: '/account',
      start: () => {
        sdk.start({ initialState: 'pending' });
        sdk.rum.addSessionAttributes({ plan: 'gold' });
        sdk.rum.recordEvent('early', { a: 1 }, { b: 'two' });
        sdk.rum.recordError(new Error('caught early'));
        setTimeout(() => {
          throw new Error('thrown early');
        });
        sdk.kept.request = fetch('/api/first');
      },
    });
    tab.expectErrors(/thrown early/);
    await loaded(tab);
    await tab.run(async () => {
      await (sdk.kept.request as Promise<unknown>);
      history.pushState({}, '', '/account/orders');
    });
    return tab;
  };

  it('is filed under the signed-in monitor, all of it, when somebody is', async () => {
    const tab = await load();
    await tab.run(() => sdk.rum.setSignedIn(true));
    await tab.page.click('h1');
    await tab.authenticated.arrived('largest_contentful_paint');
    await tab.flush();
    expect(tab.authenticated.types()).toEqual(
      expect.arrayContaining([
        'session_start',
        'performance_navigation',
        'performance_resource',
        'first_contentful_paint',
        'time_to_first_byte',
      ]),
    );
    expect(tab.authenticated.events('js_error').map(({ details }) => details.message)).toEqual([
      'caught early',
      'thrown early',
    ]);
    expect(tab.authenticated.events('http').map(({ details }) => details.request)).toMatchObject([
      { url: '/api/first' },
    ]);
    expect(tab.authenticated.pages()).toEqual(['/account', '/account/orders']);
    expect(tab.authenticated.events('early')).toMatchObject([
      { details: { a: 1 }, metadata: { b: 'two', pageId: '/account' } },
    ]);
    expect(tab.authenticated.events('early')[0]!.sessionMetadata).toMatchObject({ plan: 'gold' });
    expect(tab.authenticated.sessions()).toMatchObject([{ sessionStarts: 1 }]);
    expect(tab.authenticated.types()[0]).toBe('session_start');
    expect(tab.guest.types()).toEqual([]);
    const cookies = await tab.context.cookies();
    expect(cookies.filter(({ name }) => name.endsWith(tab.guest.id))).toEqual([]);
  });

  it('keeps the times at which its events happened', async () => {
    const tab = await load();
    const earliest = Math.round((await tab.run(() => Date.now())) / 1000);
    await tab.run(() => {
      const end = Date.now() + 1600;
      return sdk.until(() => Date.now() > end);
    });
    await tab.run(() => {
      sdk.rum.setSignedIn(true);
      sdk.rum.recordEvent('known', {});
    });
    await tab.flush();
    const at = (...types: string[]) => tab.authenticated.events(...types).map(({ timestamp }) => timestamp);
    const waited = at('early', 'js_error', 'http', 'session_start', 'page_view', 'first_contentful_paint');
    for (const time of waited) expect(time).toBeLessThanOrEqual(earliest);
    expect(at('known')[0]).toBeGreaterThan(earliest);
  });

  it('is filed under guests when nobody is', async () => {
    const tab = await load();
    await tab.run(() => sdk.rum.setSignedIn(false));
    await tab.flush();
    expect(tab.guest.custom()).toEqual(['early']);
    expect(tab.guest.pages()).toEqual(['/account', '/account/orders']);
    expect(tab.authenticated.types()).toEqual([]);
  });

  it('is filed under guests when nobody says in time', async () => {
    const tab = await suite.visit({
      start: () => {
        sdk.start({ auth: sdk.playAuth(undefined), pendingTimeout: 300 });
        sdk.rum.recordEvent('early', {});
      },
    });
    await tab.guest.arrived('early', 'session_start', 'page_view');
    expect(await tab.run(() => sdk.rum.state)).toBe('guest');
    expect(tab.guest.sessions()).toMatchObject([{ sessionStarts: 1 }]);
  });

  it('is filed under guests when the page ends before anybody knows', async () => {
    const tab = await suite.visit({ start: startPending });
    await signingLoaded(tab);
    await tab.run(() => {
      sdk.rum.recordEvent('early', {});
      location.assign('/other');
    });
    await tab.goneTo('/other');
    expect(await tab.guest.arrived('early')).toMatchObject({ transport: 'beacon' });
    expect(tab.authenticated.types()).toEqual([]);
  });

  it('an answer that comes after the time-out is a switch', async () => {
    const tab = await suite.visit({
      start: () => {
        sdk.start({ auth: sdk.playAuth(undefined), pendingTimeout: 50 });
        sdk.rum.recordEvent('early', {});
      },
    });
    await tab.guest.arrived('early');
    await tab.run(() => sdk.auth!.signIn('alice'));
    await tab.authenticated.arrived('session_start', 'page_view');
    expect(tab.authenticated.custom()).toEqual([]);
  });
});

describe('the pending queue', () => {
  it('is bounded, and what it drops is counted and reported', async () => {
    const tab = await suite.visit({ start: startPending });
    await tab.run(() => {
      for (let index = 0; index < 5000; index++) sdk.rum.recordEvent('many', { index });
      sdk.rum.setSignedIn(true);
    });
    await tab.flush();
    const kept = tab.authenticated.events('many').length;
    expect(kept).toBeGreaterThan(900);
    expect(kept).toBeLessThanOrEqual(1000);
    const { count } = await tab.problem('pending-full');
    expect(kept + count!).toBeGreaterThanOrEqual(5000);
    expect(await tab.run(() => JSON.stringify(sdk.rum.health.authenticated.dropped))).toContain(String(count));
  });

  it('is not acknowledged by flush() before it is known who is signed in', async () => {
    const tab = await suite.visit({ start: startPending });
    const flushed = await tab.run(async () => {
      sdk.rum.recordEvent('waits', {});
      const early = await sdk.rum.flush(100);
      const late = sdk.rum.flush();
      sdk.rum.setSignedIn(true);
      return [early, await late];
    });
    expect(flushed).toEqual([false, true]);
    expect(tab.authenticated.custom()).toEqual(['waits']);
  });

  it('keeps events as they were recorded, though the app changes its objects afterwards', async () => {
    const tab = await suite.visit({ start: startPending });
    await tab.run(() => {
      const cart = { items: ['mug'] };
      const metadata = { step: 'one' };
      sdk.rum.recordEvent('cart', cart, metadata);
      cart.items.push('lamp');
      metadata.step = 'two';
      sdk.rum.setSignedIn(true);
    });
    await tab.flush();
    expect(tab.authenticated.events('cart')).toMatchObject([
      { details: { items: ['mug'] }, metadata: { step: 'one' } },
    ]);
  });

  it('loses nothing but the event that cannot be sent', async () => {
    const tab = await suite.visit({ start: startPending });
    await tab.run(() => {
      const circle: Record<string, unknown> = {};
      circle.self = circle;
      sdk.rum.recordEvent('before', {});
      sdk.rum.recordEvent('circle', circle);
      sdk.rum.recordEvent('bigint', { size: 1n });
      sdk.rum.recordEvent('after', {});
      sdk.rum.setSignedIn(true);
      sdk.rum.recordEvent('later', {});
    });
    await tab.problem('invalid-event');
    await tab.flush();
    expect(tab.authenticated.custom()).toEqual(['before', 'after', 'later']);
  });

  it('begins no guest session for the sake of a trace', async () => {
    const tab = await suite.visit({
      start: () => void sdk.start({ initialState: 'pending', config: { ...sdkGiven.base.config!, enableXRay: true } }),
    });
    await tab.run(() => fetch('/api/traced').then(() => undefined));
    expect(await tab.context.cookies()).toEqual([]);
    await tab.run(() => sdk.rum.setSignedIn(false));
    await tab.flush();
    expect(tab.guest.sessions()).toMatchObject([{ sessionStarts: 1 }]);
  });
});
