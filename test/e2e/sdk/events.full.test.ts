import { describe, expect, it } from 'vitest';
import { useSuite } from '../../support/sdk/suite.ts';

const suite = useSuite();

describe('beforeSend', () => {
  it('beforeSend changes and drops events of both monitors', async () => {
    const tab = await suite.visit({
      start: () =>
        void sdk.start({
          beforeSend: (event, monitor) => {
            if (event.type === 'drop-null') return null;
            if (event.type === 'drop-false') return false;
            if (event.type === 'in-place') {
              event.details.changed = monitor;
              return;
            }
            return { ...event, metadata: { ...event.metadata, monitor } };
          },
        }),
    });
    await tab.run(() => {
      for (const signedIn of [false, true]) {
        sdk.rum.setSignedIn(signedIn);
        for (const type of ['kept', 'in-place', 'drop-null', 'drop-false']) sdk.rum.recordEvent(type, { a: 1 });
      }
    });
    await tab.flush();
    for (const [name, monitor] of [
      ['guest', tab.guest],
      ['authenticated', tab.authenticated],
    ] as const) {
      expect(monitor.custom()).toEqual(['kept', 'in-place']);
      expect(monitor.events('kept')[0]).toMatchObject({ details: { a: 1 }, metadata: { monitor: name, pageId: '/' } });
      expect(monitor.events('in-place')[0]).toMatchObject({ details: { a: 1, changed: name } });
    }
    expect(await tab.run(() => sdk.rum.health.guest.dropped)).toEqual({ beforeSend: 2 });
  });

  it('a beforeSend that throws loses that event, and a problem is reported', async () => {
    const tab = await suite.visit({
      start: () =>
        void sdk.start({
          beforeSend: ({ type }) => {
            if (type === 'bad') throw new Error('no such field');
          },
        }),
    });
    await tab.run(() => ['good', 'bad', 'fine'].forEach((type) => sdk.rum.recordEvent(type, {})));
    const problem = await tab.problem('beforeSend');
    expect(problem).toMatchObject({ monitor: 'guest', count: 1, message: expect.stringContaining('bad') as string });
    expect(problem.cause).toContain('no such field');
    await tab.flush();
    expect(tab.guest.custom()).toEqual(['good', 'fine']);
  });

  it('a beforeSend that answers true keeps the event, and the batch it is in', async () => {
    const tab = await suite.visit({
      start: () => void sdk.start({ beforeSend: (({ type }: { type: string }) => type !== 'drop') as never }),
    });
    await tab.run(() => ['kept', 'drop'].forEach((type) => sdk.rum.recordEvent(type, { a: 1 })));
    await tab.flush();
    expect(tab.guest.events('kept')).toMatchObject([{ details: { a: 1 } }]);
    expect(tab.guest.custom()).toEqual(['kept']);
  });

  it('beforeSend sees the time an event happened, and web vitals and requests too', async () => {
    const tab = await suite.visit({
      start: () => {
        const seen: unknown[] = (sdk.kept.seen = [] as unknown[]);
        sdk.start({
          beforeSend: ({ type, timestamp }) => void seen.push([type.split('.').at(-1), timestamp instanceof Date]),
        });
      },
    });
    await tab.run(() => fetch('/api/call').then(() => undefined));
    await tab.flush();
    await tab.guest.arrived('first_contentful_paint');
    expect(await tab.run(() => sdk.kept.seen)).toEqual(
      expect.arrayContaining([
        ['session_start_event', true],
        ['http_event', true],
        ['first_contentful_paint_event', true],
      ]),
    );
  });
});

describe('what the app records', () => {
  it('attributes of a session end with it', async () => {
    const tab = await suite.visit({ options: { config: { sessionAttributes: { shop: 'de' } } } });
    await tab.run(() => {
      const { rum } = sdk;
      rum.addSessionAttributes({ group: 'A' });
      rum.recordEvent('guest', {});
      rum.setSignedIn(true);
      rum.addSessionAttributes({ plan: 'gold', shop: 'fr' });
      rum.recordEvent('first', {});
      rum.setSignedIn(false);
      rum.recordEvent('guest-again', {});
      rum.setSignedIn(true);
      rum.recordEvent('second', {});
    });
    await tab.flush();
    const attributes = (monitor: typeof tab.guest, type: string) => {
      const { group, plan, shop } = monitor.events(type)[0]!.sessionMetadata as Record<string, unknown>;
      return { group, plan, shop };
    };
    expect(attributes(tab.guest, 'guest')).toEqual({ group: 'A', plan: undefined, shop: 'de' });
    expect(attributes(tab.authenticated, 'first')).toEqual({ group: undefined, plan: 'gold', shop: 'fr' });
    expect(attributes(tab.guest, 'guest-again')).toEqual({ group: 'A', plan: undefined, shop: 'de' });
    expect(attributes(tab.authenticated, 'second')).toEqual({ group: undefined, plan: undefined, shop: 'de' });
  });

  it('errors it caught, DOM events it registered, and pages it names go to the current monitor', async () => {
    const tab = await suite.visit({ options: { config: { disableAutoPageView: true } } });
    await tab.run(() => {
      const { rum } = sdk;
      rum.registerDomEvents([{ event: 'click', cssLocator: 'h1' }]);
      rum.recordPageView({ pageId: '/home', pageTags: ['start'], pageAttributes: { title: 'Home', kind: 'landing' } });
      rum.recordError(new TypeError('as guest'));
    });
    await tab.page.click('h1');
    await tab.run(() => {
      sdk.rum.setSignedIn(true);
      sdk.rum.recordPageView('/account');
      sdk.rum.recordError('as user');
    });
    await tab.page.click('h1');
    await tab.flush();
    expect(tab.guest.events('js_error')).toMatchObject([{ details: { type: 'TypeError', message: 'as guest' } }]);
    expect(tab.authenticated.events('js_error')).toMatchObject([{ details: { type: 'as user' } }]);
    expect(tab.guest.events('dom')).toHaveLength(1);
    expect(tab.authenticated.events('dom')).toHaveLength(1);
    expect(tab.guest.events('js_error')[0]!.metadata).toMatchObject({
      pageId: '/home',
      pageTags: ['start'],
      title: 'Home',
      kind: 'landing',
    });
    // The user lands on the page where the sign-in was completed.
    expect(tab.authenticated.pages()).toEqual(['/home', '/account']);
  });

  it.each(['authenticated', 'guest'] as const)(
    'errors it caught are recorded, listeners or not: %s',
    async (initialState) => {
      const tab = await suite.visit({ options: { initialState, config: { telemetries: ['http'] } } });
      await tab.run((name) => {
        sdk.rum.recordError(new Error('caught'));
        sdk.rum[name].recordError(new Error('caught by the instance'));
      }, initialState);
      await tab.flush();
      expect(tab[initialState].events('js_error').map(({ details }) => details.message)).toEqual([
        'caught',
        'caught by the instance',
      ]);
    },
  );

  it('what the app records by the active AwsRum instance itself arrives as well', async () => {
    const tab = await suite.visit();
    await tab.run(() => {
      sdk.rum.guest.recordEvent('raw-guest', {});
      sdk.rum.guest.dispatch();
      sdk.rum.guest.recordEvent('raw-guest', {});
      sdk.rum.setSignedIn(true);
      sdk.rum.authenticated.recordEvent('raw-user', {});
    });
    await tab.flush();
    expect(tab.guest.custom()).toEqual(['raw-guest', 'raw-guest']);
    expect(tab.authenticated.custom()).toEqual(['raw-user']);
  });

  it('an event that cannot be serialized is reported, and nothing else is lost', async () => {
    const tab = await suite.visit();
    await tab.run(() => {
      sdk.rum.recordEvent('before', {});
      sdk.rum.recordEvent('bigint', { size: 1n });
      sdk.rum.recordEvent('after', {});
    });
    expect(await tab.problem('invalid-event')).toMatchObject({
      count: 1,
      message: expect.stringContaining('bigint') as string,
    });
    await tab.flush();
    expect(tab.guest.custom()).toEqual(['before', 'after']);
  });

  it('a batch that the service refuses is dropped and reported, and the next batch arrives', async () => {
    // Nothing else is recorded that could be in the batch.
    const tab = await suite.visit({ options: { config: { telemetries: [] } } });
    await tab.flush();
    suite.console.addFault({ kind: 'status', status: 400, times: 1, monitor: tab.guest.id });
    await tab.run(() => sdk.rum.recordEvent('refused', {}));
    expect(await tab.problem('rejected')).toMatchObject({ monitor: 'guest', count: 1 });
    await tab.run(() => sdk.rum.recordEvent('fine', {}));
    await tab.flush();
    expect(tab.guest.custom()).toEqual(['fine']);
    expect(await tab.run(() => sdk.rum.health.guest.dropped)).toEqual({ rejected: 1 });
  });
});
