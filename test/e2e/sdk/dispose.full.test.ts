import { expect, it } from 'vitest';
import { useSuite } from '../../support/sdk/suite.ts';

const suite = useSuite();

/** Keeps what the page offered before the SDK. */
function keepNative(): void {
  (globalThis as unknown as { native: unknown[] }).native = patched();
  function patched(): unknown[] {
    return [window.fetch, XMLHttpRequest.prototype.open, XMLHttpRequest.prototype.send, History.prototype.pushState];
  }
}

it('dispose() restores fetch, XMLHttpRequest and history', async () => {
  const tab = await suite.visit({ before: keepNative });
  const same = () =>
    tab.run(() => {
      const { native } = globalThis as unknown as { native: unknown[] };
      const now = [
        window.fetch,
        XMLHttpRequest.prototype.open,
        XMLHttpRequest.prototype.send,
        History.prototype.pushState,
      ];
      return now.map((method, index) => method === native[index]);
    });
  expect(await same()).toEqual([false, false, false, false]);
  await tab.run(() => sdk.rum.dispose());
  expect(await same()).toEqual([true, true, true, true]);
});

it('after dispose() calls go through where somebody has wrapped them since', async () => {
  const tab = await suite.visit();
  const [status, path] = await tab.run(async () => {
    const { fetch } = window;
    window.fetch = (...args) => fetch(...args);
    const { pushState } = History.prototype;
    History.prototype.pushState = function (...args) {
      pushState.apply(this, args);
    };
    sdk.rum.dispose();
    const { status } = await window.fetch('/api/after');
    history.pushState({}, '', '/after');
    return [status, location.pathname];
  });
  expect([status, path]).toEqual([200, '/after']);
  await tab.load('/other');
  expect(JSON.stringify(tab.guest.events())).not.toContain('after');
});

it('after dispose() nothing is recorded any more, and what was recorded arrives', async () => {
  const tab = await suite.visit({ options: { config: { dispatchInterval: 60_000 } } });
  const tabTwo = await tab.run(async () => {
    const { rum } = sdk;
    for (let index = 0; index < 120; index++) rum.recordEvent('before', { index });
    rum.setSignedIn(true);
    rum.recordEvent('before', { index: 0 });
    rum.dispose();
    rum.dispose();
    rum.recordEvent('after', {});
    rum.recordError(new Error('after'));
    rum.recordPageView('/after');
    rum.setSignedIn(false);
    rum.enable();
    rum.disable();
    rum.addSessionAttributes({ after: true });
    rum.registerDomEvents([{ event: 'click', cssLocator: 'h1' }]);
    rum.guest.recordEvent('after', {});
    rum.authenticated.recordEvent('after', {});
    await fetch('/api/after');
    history.pushState({}, '', '/after');
    dispatchEvent(new ErrorEvent('error', { error: new Error('after') }));
    return rum.state;
  });
  expect(tabTwo).toBe('authenticated');
  await tab.authenticated.arrived('before');
  await tab.page.click('h1');
  await tab.load('/other');
  await tab.flush();
  expect(tab.guest.events('before')).toHaveLength(120);
  const old = [...tab.guest.events(), ...tab.authenticated.events()].filter(
    ({ metadata }) => metadata.pageId !== '/other',
  );
  expect(JSON.stringify(old)).not.toContain('after');
});

it('dispose() while pending files what waited under guests', async () => {
  const tab = await suite.visit({ options: { initialState: 'pending' } });
  await tab.run(() => {
    sdk.rum.recordEvent('waits', {});
    sdk.rum.dispose();
  });
  await tab.guest.arrived('waits');
});

it('after dispose() another rum records on the same page', async () => {
  const tab = await suite.visit();
  await tab.run(async () => {
    sdk.rum.recordEvent('first', {});
    sdk.rum.dispose();
    sdk.start();
    sdk.rum.recordEvent('second', {});
    await fetch('/api/second');
  });
  await tab.guest.arrived('first', 'second');
  await tab.flush();
  expect(tab.guest.events('http')).toHaveLength(1);
  expect(tab.guest.sessions()).toMatchObject([{ sessionStarts: 1 }]);
});
