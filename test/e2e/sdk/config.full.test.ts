import { expect, it } from 'vitest';
import { useSuite } from '../../support/sdk/suite.ts';

const suite = useSuite();
type Tab = Awaited<ReturnType<typeof suite.visit>>;

const GUESTS = 'unsigned-guests';
const unsigned = useSuite('plainPage.ts', {
  appMonitors: [
    {
      name: 'Guests1',
      state: 'guest',
      resourcePolicy: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: '*',
            Action: 'rum:PutRumEvents',
            Resource: '*',
            Condition: { StringEquals: { 'rum:alias': GUESTS } },
          },
        ],
      },
    },
    { name: 'Users1', state: 'authenticated' },
  ],
});

/** A request, an error and an event in each monitor. */
async function useApp(tab: Tab): Promise<void> {
  await tab.run(async () => {
    for (const signedIn of [false, true]) {
      sdk.rum.setSignedIn(signedIn);
      await fetch('/api/call');
      dispatchEvent(new ErrorEvent('error', { error: new Error('thrown') }));
      sdk.rum.recordEvent('custom', {});
    }
  });
  await tab.flush();
}

it('sessionSampleRate 0 for guests silences guests alone', async () => {
  const tab = await suite.visit({ options: { guest: { config: { sessionSampleRate: 0 } } } });
  await useApp(tab);
  expect(tab.guest.types()).toEqual([]);
  expect(tab.authenticated.types()).toEqual(expect.arrayContaining(['session_start', 'http', 'js_error', 'custom']));
});

it.each(['guest', 'authenticated'] as const)('telemetries may be of the %s monitor alone', async (name) => {
  const own = { config: { telemetries: ['errors', ['http', { recordAllRequests: true }]] } };
  const tab = await suite.visit({ options: { config: { telemetries: [] }, [name]: own } });
  await useApp(tab);
  const other = name === 'guest' ? tab.authenticated : tab.guest;
  expect(tab[name].types()).toEqual(
    expect.arrayContaining(['session_start', 'page_view', 'http', 'js_error', 'custom']),
  );
  expect(other.types()).toEqual(['session_start', 'page_view', 'custom']);
});

it.each([
  { title: 'both', guest: { stackTraceLength: 9 }, authenticated: { stackTraceLength: 60 } },
  { title: 'the signed-in monitor alone', guest: {}, authenticated: { stackTraceLength: 9 } },
])(
  "options of http are each monitor's own; those of errors count for both, and the guests' win: given to $title",
  async ({ guest, authenticated }) => {
    const of = (errors: object, recordAllRequests: boolean) => ({
      config: {
        telemetries: [
          ['errors', errors],
          ['http', { recordAllRequests }],
        ] as never,
      },
    });
    const tab = await suite.visit({ options: { guest: of(guest, false), authenticated: of(authenticated, true) } });
    await useApp(tab);
    expect([tab.guest.events('http').length, tab.authenticated.events('http').length]).toEqual([0, 1]);
    const stacks = [tab.guest, tab.authenticated].map((monitor) => monitor.events('js_error')[0]!.details['stack']);
    expect(stacks).toEqual(['Error: th...', 'Error: th...']);
  },
);

it.each(['guest', 'authenticated'] as const)('URLs of resources are left out of the %s monitor alone', async (name) => {
  const tab = await suite.visit({ options: { [name]: { config: { recordResourceUrl: false } } } });
  await tab.guest.arrived('performance_resource');
  await tab.run(() => {
    sdk.rum.setSignedIn(true);
    document.body.append(Object.assign(document.createElement('script'), { src: '/js/none.js' }));
  });
  await tab.authenticated.arrived('performance_resource');
  const other = name === 'guest' ? tab.authenticated : tab.guest;
  expect(tab[name].events('performance_resource').filter(({ details }) => 'targetUrl' in details)).toEqual([]);
  expect(other.events('performance_resource').filter(({ details }) => !('targetUrl' in details))).toEqual([]);
});

it('page views may be automatic for one monitor alone', async () => {
  const tab = await suite.visit({ options: { guest: { config: { disableAutoPageView: true } } } });
  await tab.run(() => {
    history.pushState({}, '', '/one');
    sdk.rum.setSignedIn(true);
    history.pushState({}, '', '/two');
  });
  await tab.flush();
  expect(tab.guest.pages()).toEqual([]);
  expect(tab.authenticated.pages()).toEqual(['/one', '/two']);
});

it('plugins are for both monitors, or for one', async () => {
  const tab = await suite.visit({
    start: () => {
      const plugin = (name: string) => {
        let record: ((type: string, data: object) => void) | undefined;
        const plugin = {
          getPluginId: () => name,
          load: (context: { record: typeof record }) => void (record = context.record),
          enable: () => undefined,
          disable: () => undefined,
        };
        (sdk.kept.plugins as (() => void)[]).push(() => record!(name, {}));
        return plugin as never;
      };
      sdk.kept.plugins = [];
      sdk.start({
        config: { ...sdkGiven.base.config, eventPluginsToLoad: [plugin('shared')] },
        guest: { config: { eventPluginsToLoad: [plugin('of-guests')] } },
      });
    },
  });
  await tab.run(() => {
    const speak = () => (sdk.kept.plugins as (() => void)[]).forEach((record) => record());
    speak();
    sdk.rum.setSignedIn(true);
    speak();
  });
  await tab.flush();
  expect(tab.guest.custom()).toEqual(['shared', 'of-guests']);
  expect(tab.authenticated.custom()).toEqual(['shared']);
});

it('sessionEventLimit drops what exceeds it, and a problem is reported', async () => {
  const tab = await suite.visit({ options: { guest: { config: { sessionEventLimit: 20 } } } });
  await tab.run(() => {
    for (let index = 0; index < 50; index++) sdk.rum.recordEvent('many', { index });
  });
  await tab.problem('session-limit');
  await tab.flush();
  expect(tab.guest.events().length).toBeLessThanOrEqual(20);
  const { dropped } = await tab.run(() => sdk.rum.health.guest);
  expect(tab.guest.events('many').length + dropped.sessionEventLimit!).toBeGreaterThanOrEqual(50);
});

it('by default a session has no limit', async () => {
  const tab = await suite.visit();
  await tab.run(() => {
    for (let index = 0; index < 1500; index++) sdk.rum.recordEvent('many', { index });
  });
  await tab.flush();
  expect(tab.guest.events('many')).toHaveLength(1500);
});

it('guests may be unsigned, by an alias that the resource policy asks for', async () => {
  const tab = await unsigned.visit({
    start: () => {
      const { appMonitorId } = sdkGiven.base.guest;
      sdkGiven.base.guest = { appMonitorId, signing: false, alias: 'unsigned-guests' };
      sdk.start();
    },
  });
  // The code that sends has loaded.
  await tab.flush();
  await tab.run(() => {
    sdk.rum.recordEvent('as-guest', {});
    sdk.rum.setSignedIn(true);
    sdk.rum.recordEvent('as-user', {});
    sdk.rum.setSignedIn(false);
    sdk.rum.recordEvent('last', {});
    location.assign('/other');
  });
  await tab.goneTo('/other');
  await tab.guest.arrived('as-guest', 'last');
  expect(tab.guest.sessions().flatMap(({ roles }) => roles)).toEqual(['unsigned']);
  await tab.authenticated.arrived('as-user');
  expect(tab.authenticated.sessions().flatMap(({ roles }) => roles)).toEqual(['DualRum-Authenticated']);
});

it('credentials may be given to an instance later on', async () => {
  const tab = await suite.visit({
    start: () => {
      const { appMonitorId, credentials } = sdkGiven.base.guest;
      sdk.kept.credentials = credentials;
      sdkGiven.base.guest = { appMonitorId };
      sdk.start();
    },
  });
  await tab.problem('credentials');
  await tab.run(() => {
    sdk.rum.recordEvent('waits', {});
    sdk.rum.guest.setAwsCredentials(sdk.kept.credentials as never);
  });
  await tab.flush();
  expect(tab.guest.types()).toEqual(expect.arrayContaining(['session_start', 'waits']));
});

it('credentials may come as JSON, with the time they expire as text', async () => {
  const tab = await suite.visit({
    start: () => {
      const { credentials } = sdkGiven.base.guest;
      const json = JSON.stringify({ ...(credentials as object), expiration: new Date(Date.now() + 3_600_000) });
      sdk.start({ guest: { credentials: () => Promise.resolve(JSON.parse(json) as never) } });
    },
  });
  await tab.run(() => sdk.rum.recordEvent('signed', {}));
  await tab.guest.arrived('signed');
});

it("a client that clientBuilder makes takes the place of the SDK's", async () => {
  const tab = await suite.visit({
    start: () => {
      const sent: unknown[] = (sdk.kept.sent = [] as unknown[]);
      const take = (request: { RumEvents: { type: string; timestamp: Date }[] }) => {
        sent.push(...request.RumEvents.map(({ type, timestamp }) => [type, timestamp instanceof Date]));
        return Promise.resolve({ response: undefined });
      };
      sdk.start({ guest: { config: { clientBuilder: () => ({ sendFetch: take, sendBeacon: take }) as never } } });
    },
  });
  await tab.run(() => sdk.rum.recordEvent('mine', {}));
  await tab.flush();
  expect(await tab.run(() => sdk.kept.sent)).toContainEqual(['mine', true]);
  expect(tab.guest.types()).toEqual([]);
  expect(await tab.run(() => sdk.rum.health.guest.sent)).toBeGreaterThan(0);
});

it('a pending state may last for ever', async () => {
  const tab = await suite.visit({ start: () => void sdk.start({ initialState: 'pending', pendingTimeout: Infinity }) });
  await tab.run(() => fetch('/api/call').then(() => undefined));
  expect(await tab.run(() => sdk.rum.state)).toBe('pending');
});
