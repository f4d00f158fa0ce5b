import { expect, it } from 'vitest';
import { useSuite } from '../../support/sdk/suite.ts';

/*
 * What goes wrong with two instances of aws-rum-web wired by hand, and must not with the SDK. In one file, because they
 * are one list: thirteen defects, a test for each.
 */

const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
const suite = useSuite();

it('1: the idle monitor stores and sends nothing by being constructed', async () => {
  const tab = await suite.visit();
  await tab.run(() => sdk.rum.recordEvent('seen', {}));
  await tab.guest.arrived('seen', 'first_contentful_paint');
  const cookies = await tab.context.cookies();
  expect(cookies.map(({ name }) => name).sort()).toEqual([`cwr_s_${tab.guest.id}`, `cwr_u_${tab.guest.id}`]);
  await tab.load('/next');
  await tab.flush();
  expect(tab.authenticated.types()).toEqual([]);
});

it('2: neither monitor misses its session_start', async () => {
  const tab = await suite.visit();
  await tab.guest.arrived('first_contentful_paint');
  await tab.run(() => sdk.rum.setSignedIn(true));
  await tab.flush();
  for (const monitor of [tab.guest, tab.authenticated]) {
    expect(monitor.sessions()).toMatchObject([{ sessionStarts: 1 }]);
    expect(monitor.types()[0]).toBe('session_start');
  }
});

it('3: what was recorded just before a switch is neither lost nor late', async () => {
  const tab = await suite.visit({ options: { config: { dispatchInterval: 60_000 } } });
  // The code that sends has loaded.
  await tab.flush();
  await tab.run(() => {
    sdk.rum.recordEvent('before-sign-in', {});
    sdk.rum.setSignedIn(true);
    sdk.rum.recordEvent('before-sign-out', {});
    sdk.rum.setSignedIn(false);
    sdk.rum.recordEvent('waits', {});
  });
  await Promise.all([tab.guest.arrived('before-sign-in'), tab.authenticated.arrived('before-sign-out')]);
  expect(tab.guest.custom()).toEqual(['before-sign-in']);
  expect(tab.authenticated.custom()).toEqual(['before-sign-out']);
});

it("4: nothing is sent under another user's session or user id", async () => {
  const tab = await suite.visit();
  const sessions = await tab.run(() => {
    const { rum } = sdk;
    const record = (name: string, monitor: 'guest' | 'authenticated') => {
      rum.recordEvent(name, {});
      return [name, rum[monitor].getSessionId()] as const;
    };
    const all = [record('guest', 'guest')];
    rum.setSignedIn(true);
    all.push(record('first', 'authenticated'));
    rum.setSignedIn(false);
    all.push(record('guest-again', 'guest'));
    rum.setSignedIn(true);
    all.push(record('second', 'authenticated'));
    return all;
  });
  await tab.flush();
  const arrived = [...tab.guest.events(), ...tab.authenticated.events()];
  for (const [name, sessionId] of sessions)
    expect(arrived.find(({ type }) => type === name)).toMatchObject({ type: name, sessionId });
  expect(new Set(sessions.map(([, sessionId]) => sessionId)).size).toBe(3);
  expect(new Set(arrived.map(({ userId }) => userId)).size).toBe(2);
});

it('5: a switch leaves none of 151 events and no candidate behind', async () => {
  const tab = await suite.visit({ options: { config: { dispatchInterval: 60_000 } } });
  await shiftLayout(tab);
  await tab.run(() => {
    for (let index = 0; index < 151; index++) sdk.rum.recordEvent('one', { index });
    sdk.rum.setSignedIn(true);
  });
  await tab.guest.arrived('cumulative_layout_shift');
  expect(tab.guest.events('one').map(({ details }) => details.index)).toEqual([...Array(151).keys()]);
});

it('6: requests are recorded before, between and after switches', async () => {
  const tab = await suite.visit();
  await tab.run(async () => {
    for (const [round, signedIn] of [false, true, false, true].entries()) {
      sdk.rum.setSignedIn(signedIn);
      await fetch(`/api/fetch/${round}`);
      await new Promise((done) => {
        const request = new XMLHttpRequest();
        request.open('GET', `/api/xhr/${round}`);
        request.onloadend = done;
        request.send();
      });
    }
  });
  await tab.flush();
  expect(requests(tab.guest)).toEqual(['/api/fetch/0', '/api/xhr/0', '/api/fetch/2', '/api/xhr/2']);
  expect(requests(tab.authenticated)).toEqual(['/api/fetch/1', '/api/xhr/1', '/api/fetch/3', '/api/xhr/3']);
});

it('7: foreign wrappers around fetch, XMLHttpRequest and history neither break nor double anything', async () => {
  const tab = await suite.visit({ before: wrapEverything });
  await tab.run(wrapEverything);
  const seen = await tab.run(async () => {
    for (const [round, signedIn] of [true, false, true].entries()) {
      sdk.rum.setSignedIn(signedIn);
      history.pushState({}, '', `/page/${round}`);
      await fetch(`/api/fetch/${round}`);
      await new Promise((done) => {
        const request = new XMLHttpRequest();
        request.open('GET', `/api/xhr/${round}`);
        request.onloadend = done;
        request.send();
      });
    }
    return (globalThis as unknown as { wrapped: string[] }).wrapped.filter((call) => !call.includes('/appmonitors/'));
  });
  await tab.flush();
  expect(requests(tab.authenticated)).toEqual(['/api/fetch/0', '/api/xhr/0', '/api/fetch/2', '/api/xhr/2']);
  expect(requests(tab.guest)).toEqual(['/api/fetch/1', '/api/xhr/1']);
  expect(tab.authenticated.pages()).toEqual(['/', '/page/0', '/page/1', '/page/2']);
  expect(tab.guest.pages()).toEqual(['/', '/page/0', '/page/1']);
  // Each call passed the wrapper below and the one above.
  const calls = [0, 1, 2].flatMap((round) => [
    `pushState /page/${round}`,
    `fetch /api/fetch/${round}`,
    `open /api/xhr/${round}`,
  ]);
  expect(seen).toEqual(calls.flatMap((call) => [call, call]));
});

it('8: a request that a switch finds on its way is not lost and not misfiled', async () => {
  const tab = await suite.visit();
  await tab.run(() => {
    void fetch('/api/held/guest');
    sdk.rum.setSignedIn(true);
    void fetch('/api/held/user');
    sdk.rum.recordEvent('signed-in', {});
  });
  await tab.authenticated.arrived('signed-in');
  suite.site.release('guest');
  const late = await tab.guest.arrived('http');
  expect(late.sessionId).toBe(tab.guest.events('session_start')[0]!.sessionId);
  await tab.run(() => sdk.rum.setSignedIn(false));
  suite.site.release('user');
  await tab.authenticated.arrived('http');
  expect(requests(tab.guest)).toEqual(['/api/held/guest']);
  expect(requests(tab.authenticated)).toEqual(['/api/held/user']);
});

it('9: the monitors share no user id; each is a UUID and outlives a reload', async () => {
  const tab = await suite.visit({ options: { initialState: 'authenticated' } });
  const ids = () => tab.run(() => [sdk.rum.guest.getUserId(), sdk.rum.authenticated.getUserId()]);
  const first = await ids();
  expect(first).toEqual([expect.stringMatching(UUID), expect.stringMatching(UUID)]);
  expect(first[0]).not.toBe(first[1]);
  await tab.run(() => sdk.rum.setSignedIn(false));
  await tab.reload();
  expect(await ids()).toEqual(first);
  await tab.flush();
  expect(new Set(tab.guest.events().map(({ userId }) => userId))).toEqual(new Set([first[0]]));
  expect(new Set(tab.authenticated.events().map(({ userId }) => userId))).toEqual(new Set([first[1]]));
});

it('10: no id stays behind when consent is withdrawn', async () => {
  const tab = await suite.visit({ guestPool: true });
  await tab.guest.arrived('page_view');
  await tab.run(() => sdk.rum.disable());
  // The browser's own process hears of them later than the page.
  await expect.poll(() => tab.context.cookies()).toEqual([]);
  expect(await tab.run(() => [Object.keys(localStorage), Object.keys(sessionStorage)])).toEqual([[], []]);
});

it('11: after a switch the current page is right, and nothing of an earlier one or user is left', async () => {
  const tab = await suite.visit({ path: '/home', start: () => sdk.start({ auth: sdk.playAuth(null) }) });
  await tab.run(async () => {
    const { rum, auth } = sdk;
    const switchTo = (subject: string | null) =>
      new Promise<void>((done) => {
        const stop = rum.subscribe(() => {
          stop();
          done();
        });
        auth!.signIn(subject);
      });
    history.pushState({}, '', '/login');
    await switchTo('alice');
    rum.addSessionAttributes({ plan: 'gold' });
    history.pushState({}, '', '/account/alice');
    await switchTo('bob');
    rum.recordEvent('as-bob', {});
    history.pushState({}, '', '/account/bob');
    await switchTo(null);
    history.pushState({}, '', '/goodbye');
    history.back();
    await new Promise((done) => window.addEventListener('popstate', done, { once: true }));
    rum.recordEvent('as-guest', {});
  });
  await tab.flush();
  expect(tab.guest.pages()).toEqual(['/home', '/login', '/account/bob', '/goodbye', '/account/bob']);
  expect(tab.authenticated.pages()).toEqual(['/login', '/account/alice', '/account/alice', '/account/bob']);

  const bob = tab.authenticated
    .events()
    .filter(({ sessionId }) => sessionId !== tab.authenticated.events()[0]!.sessionId);
  expect(bob.map(({ type, metadata }) => [type.split('.').at(-1), metadata.pageId, metadata.parentPageId])).toEqual([
    ['session_start_event', '/account/alice', undefined],
    ['page_view_event', '/account/alice', undefined],
    ['as-bob', '/account/alice', undefined],
    ['page_view_event', '/account/bob', '/account/alice'],
  ]);
  expect(bob.filter(({ sessionMetadata }) => JSON.stringify(sessionMetadata).includes('gold'))).toEqual([]);
  expect(
    tab.authenticated.events().filter(({ sessionMetadata }) => JSON.stringify(sessionMetadata).includes('gold')),
  ).not.toEqual([]);
  expect(tab.guest.events('as-guest')[0]!.metadata).toMatchObject({ pageId: '/account/bob', parentPageId: '/goodbye' });
});

it('12: web vitals are filed by when they happened, not by when they are reported', async () => {
  const tab = await suite.visit();
  await tab.guest.arrived('first_contentful_paint');
  await shiftLayout(tab);
  await tab.run(() => {
    sdk.rum.setSignedIn(true);
    document.querySelector('h1')!.addEventListener('click', () => {
      const end = performance.now() + 130;
      while (performance.now() < end);
    });
  });
  await tab.page.click('h1');
  await tab.run(async () => {
    await new Promise((done) => {
      new PerformanceObserver(done).observe({
        type: 'event',
        buffered: true,
        durationThreshold: 40,
      } as PerformanceObserverInit);
    });
    for (let idle = 0; idle < 3; idle++) await new Promise((done) => requestIdleCallback(done));
  });
  const lcp = await tab.guest.arrived('largest_contentful_paint');
  expect(lcp.sessionId).toBe(tab.guest.events()[0]!.sessionId);
  await tab.load('/other');
  const inp = await tab.authenticated.arrived('interaction_to_next_paint');
  expect((inp.details.attribution as { interactionTarget: string }).interactionTarget).toContain('h1');
  expect(tab.guest.events('cumulative_layout_shift')[0]!.details.value).toBeGreaterThan(0);
  expect(tab.guest.types()).not.toContain('interaction_to_next_paint');
  expect(tab.authenticated.types()).not.toContain('largest_contentful_paint');
  expect(tab.authenticated.types()).not.toContain('first_contentful_paint');
  expect(tab.authenticated.types()).not.toContain('cumulative_layout_shift');
});

it('13: debug of one monitor makes the other no louder', async () => {
  const printed: string[] = [];
  const tab = await suite.visit({ start: () => (sdk.kept.wait = true) });
  tab.page.on('console', (message) => printed.push(message.text()));
  await tab.run(() => {
    sdk.start({ guest: { config: { debug: true } } });
    sdk.rum.setSignedIn(true);
    sdk.rum.recordEvent('quiet', {});
  });
  await tab.flush();
  expect(printed).toEqual([]);
});

type Tab = Awaited<ReturnType<typeof suite.visit>>;

const requests = (monitor: Tab['guest']): unknown[] =>
  monitor.events('http').map(({ details }) => (details.request as { url: string }).url);

/** Moves what is on the page, and waits until the browser has noticed. */
async function shiftLayout(tab: Tab): Promise<void> {
  await tab.run(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    await frame();
    await frame();
    const banner = document.createElement('div');
    banner.style.height = '200px';
    document.body.prepend(banner);
    await new Promise((done) => {
      new PerformanceObserver(done).observe({ type: 'layout-shift', buffered: true });
    });
    await frame();
  });
}

/** What another library does: wraps what the page offers, and notes each call. */
function wrapEverything(): void {
  const w = globalThis as unknown as { wrapped?: string[] };
  const calls = (w.wrapped ??= []);
  const { fetch } = window;
  window.fetch = function (this: unknown, ...args: Parameters<typeof fetch>) {
    calls.push(`fetch ${args[0] instanceof Request ? args[0].url : String(args[0])}`);
    return fetch.apply(this as never, args);
  };
  const { open } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (this: XMLHttpRequest, ...args: unknown[]) {
    calls.push(`open ${String(args[1])}`);
    return open.apply(this, args as never);
  };
  const { pushState } = History.prototype;
  History.prototype.pushState = function (this: History, ...args: Parameters<typeof pushState>) {
    calls.push(`pushState ${String(args[2])}`);
    return pushState.apply(this, args);
  };
}
