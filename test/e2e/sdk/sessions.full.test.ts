import { describe, expect, it } from 'vitest';
import { expectSessions, sessionOf } from '../../support/sdk/sessions.ts';
import { useSuite } from '../../support/sdk/suite.ts';

const suite = useSuite();
type Tab = Awaited<ReturnType<typeof suite.visit>>;

const signIn = (tab: Tab, signedIn: boolean, event: string): Promise<void> =>
  tab.run(
    ({ signedIn, event }) => {
      sdk.rum.setSignedIn(signedIn);
      sdk.rum.recordEvent(event, {});
    },
    { signedIn, event },
  );

describe('one page', () => {
  it('a guest pauses at sign-in and goes on in the same session after sign-out', async () => {
    const tab = await suite.visit();
    await tab.run(() => sdk.rum.recordEvent('before', {}));
    await signIn(tab, true, 'signed-in');
    await signIn(tab, false, 'after');
    await tab.flush();
    expect(sessionOf(tab.guest, 'after')).toBe(sessionOf(tab.guest, 'before'));
    expectSessions(tab.guest, 1);
    // The page did not change: the guest has seen it once.
    expect(tab.guest.pages()).toEqual(['/']);
  });

  it('each sign-in begins a session', async () => {
    const tab = await suite.visit();
    await signIn(tab, true, 'first');
    await signIn(tab, false, 'guest');
    await signIn(tab, true, 'second');
    await tab.flush();
    expect(sessionOf(tab.authenticated, 'second')).not.toBe(sessionOf(tab.authenticated, 'first'));
    expectSessions(tab.authenticated, 2);
  });

  it('setSignedIn with the present state changes nothing', async () => {
    const tab = await suite.visit();
    const states = await tab.run(() => {
      const seen: string[] = [];
      sdk.rum.subscribe((state) => seen.push(state));
      for (const signedIn of [false, false, true, true, true, false, false]) sdk.rum.setSignedIn(signedIn);
      return seen;
    });
    await tab.flush();
    expect(states).toEqual(['authenticated', 'guest']);
    expectSessions(tab.guest, 1);
    expectSessions(tab.authenticated, 1);
  });

  it('sign-ins and sign-outs within one task end in the last state, and lose nothing', async () => {
    const tab = await suite.visit();
    await tab.run(() => {
      for (const [index, signedIn] of [true, false, true, false, true].entries()) {
        sdk.rum.setSignedIn(signedIn);
        sdk.rum.recordEvent(`event-${index}`, {});
      }
    });
    await tab.flush();
    expect(await tab.run(() => sdk.rum.state)).toBe('authenticated');
    expect(tab.authenticated.custom()).toEqual(['event-0', 'event-2', 'event-4']);
    expect(tab.guest.custom()).toEqual(['event-1', 'event-3']);
    expectSessions(tab.authenticated, 3);
    expectSessions(tab.guest, 1);
  });

  it('a listener that signs out at once leaves every listener with the right last state', async () => {
    const tab = await suite.visit();
    const seen = await tab.run(() => {
      const seen: string[] = [];
      const { rum } = sdk;
      rum.subscribe((state) => state === 'authenticated' && rum.setSignedIn(false));
      const stop = rum.subscribe(() => seen.push('never'));
      rum.subscribe((state) => seen.push(state));
      rum.subscribe(() => {
        throw new Error('the app failed');
      });
      stop();
      rum.setSignedIn(true);
      return seen;
    });
    expect(seen.at(-1)).toBe('guest');
    expect(seen).not.toContain('never');
    await tab.problem('internal');
  });

  it('a session that ended while its monitor was idle is not begun again by a late event', async () => {
    const tab = await suite.visit({ options: { config: { sessionLengthSeconds: 1 } } });
    await tab.run(() => {
      sdk.rum.recordEvent('guest', {});
      void fetch('/api/held/slow');
      sdk.rum.setSignedIn(true);
    });
    await tab.flush();
    const before = tab.guest.sessions().length;
    await tab.run(() => {
      const ended = Date.now() + 1100;
      return sdk.until(() => Date.now() > ended);
    });
    suite.site.release('slow');
    const late = await tab.guest.arrived('http');
    expect(late.sessionId).toBe(sessionOf(tab.guest, 'guest'));
    expect(tab.guest.sessions()).toHaveLength(before);
  });

  it('a request that ends two sign-ins later is filed under the session of the user who made it', async () => {
    const tab = await suite.visit();
    await tab.run(() => {
      const { rum } = sdk;
      rum.setSignedIn(true);
      rum.recordEvent('first', {});
      void fetch('/api/held/late');
      rum.setSignedIn(false);
      rum.setSignedIn(true);
      rum.addSessionAttributes({ plan: 'gold' });
      rum.recordEvent('second', {});
      rum.setSignedIn(false);
    });
    suite.site.release('late');
    const late = await tab.authenticated.arrived('http');
    expect(late.sessionId).toBe(sessionOf(tab.authenticated, 'first'));
    expect(JSON.stringify(late.sessionMetadata)).not.toContain('gold');
    expectSessions(tab.authenticated, 2);
  });
});

describe('a page that is loaded again', () => {
  const reloads: [string, () => void][] = [
    [
      'the app says at once that somebody is signed in',
      () => {
        sdk.start();
        if (localStorage.getItem('user')) sdk.rum.setSignedIn(true);
      },
    ],
    [
      'the state was pending until the app said so',
      () => {
        sdk.start({ initialState: 'pending' });
        if (localStorage.getItem('user')) queueMicrotask(() => sdk.rum.setSignedIn(true));
        else sdk.rum.setSignedIn(false);
      },
    ],
    [
      'the state is authenticated from the start',
      () => void sdk.start({ initialState: localStorage.getItem('user') ? 'authenticated' : 'guest' }),
    ],
  ];
  it.each(reloads)('goes on with the session of the user: %s', async (_, start) => {
    const tab = await suite.visit({ start });
    await tab.run(() => localStorage.setItem('user', 'alice'));
    await signIn(tab, true, 'before');
    await tab.reload();
    await tab.run(() => sdk.rum.recordEvent('after', {}));
    await tab.flush();
    expect(sessionOf(tab.authenticated, 'after')).toBe(sessionOf(tab.authenticated, 'before'));
    expectSessions(tab.authenticated, 1);
  });

  it('a sign-out and a sign-in later, it is another session', async () => {
    const tab = await suite.visit();
    await signIn(tab, true, 'before');
    await signIn(tab, false, 'out');
    await tab.reload();
    await signIn(tab, true, 'after');
    await tab.flush();
    expect(sessionOf(tab.authenticated, 'after')).not.toBe(sessionOf(tab.authenticated, 'before'));
    expectSessions(tab.authenticated, 2);
  });

  it('a page load as a guest in between ends the session of the user', async () => {
    const tab = await suite.visit();
    await signIn(tab, true, 'before');
    await tab.reload();
    await signIn(tab, false, 'guest');
    await tab.reload();
    await signIn(tab, true, 'after');
    await tab.flush();
    expect(sessionOf(tab.authenticated, 'after')).not.toBe(sessionOf(tab.authenticated, 'before'));
    expectSessions(tab.authenticated, 2);
  });

  it('the guest session goes on, too', async () => {
    const tab = await suite.visit();
    await tab.run(() => sdk.rum.recordEvent('before', {}));
    await tab.reload();
    await tab.run(() => sdk.rum.recordEvent('after', {}));
    await tab.flush();
    expect(sessionOf(tab.guest, 'after')).toBe(sessionOf(tab.guest, 'before'));
    expectSessions(tab.guest, 1);
  });
});
