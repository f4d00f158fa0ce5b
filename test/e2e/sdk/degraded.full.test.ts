import { expect, it } from 'vitest';
import { useSuite } from '../../support/sdk/suite.ts';

const suite = useSuite();
type Tab = Awaited<ReturnType<typeof suite.visit>>;

/** A guest signs in and out; everything the app recorded must arrive. */
async function useApp(tab: Tab): Promise<void> {
  await tab.run(async () => {
    const { rum } = sdk;
    rum.recordEvent('as-guest', {});
    rum.setSignedIn(true);
    rum.recordEvent('as-user', {});
    await fetch('/api/call');
    rum.setSignedIn(false);
    rum.recordEvent('guest-again', {});
  });
  await tab.flush();
  expect(tab.guest.custom()).toEqual(['as-guest', 'guest-again']);
  expect(tab.authenticated.custom()).toEqual(['as-user']);
  expect(tab.authenticated.types()).toContain('http');
  for (const monitor of [tab.guest, tab.authenticated])
    expect(monitor.sessions()).toMatchObject([{ sessionStarts: 1 }]);
}

const blocked: [string, () => void][] = [
  [
    'reading them throws',
    () => {
      const refuse = (): never => {
        throw new DOMException('cookies are blocked', 'SecurityError');
      };
      Object.defineProperty(Document.prototype, 'cookie', { get: refuse, set: refuse, configurable: true });
    },
  ],
  [
    'only writing them throws',
    () => {
      const refuse = (): never => {
        throw new DOMException('cookies are blocked', 'SecurityError');
      };
      Object.defineProperty(Document.prototype, 'cookie', { get: () => '', set: refuse, configurable: true });
    },
  ],
  [
    'writing them does nothing',
    () =>
      void Object.defineProperty(Document.prototype, 'cookie', {
        get: () => '',
        set: () => undefined,
        configurable: true,
      }),
  ],
  [
    'navigator.cookieEnabled is false',
    () => void Object.defineProperty(Navigator.prototype, 'cookieEnabled', { get: () => false }),
  ],
  [
    'localStorage throws, where the mark of a session is stored',
    () =>
      void Object.defineProperty(window, 'localStorage', {
        get: () => {
          throw new DOMException('storage is blocked', 'SecurityError');
        },
      }),
  ],
];
it.each(blocked)(
  'with cookies or storage blocked, every event arrives and a problem is reported: %s',
  async (_, before) => {
    const tab = await suite.visit({ before });
    await useApp(tab);
    // What cannot be stored at the page's end may be reported as well, before or after.
    const problem = await tab.problem('storage', /cookies/i);
    expect(problem.fix).not.toBe('');
  },
);

it('with allowCookies off, no cookie is stored and no problem is reported', async () => {
  const tab = await suite.visit({ options: { config: { allowCookies: false } } });
  await useApp(tab);
  expect(await tab.context.cookies()).toEqual([]);
});

const missing: [string, () => void][] = [
  ['crypto.randomUUID is missing', () => void Object.defineProperty(crypto, 'randomUUID', { value: undefined })],
  [
    'PerformanceObserver is missing',
    () => void Object.defineProperty(window, 'PerformanceObserver', { value: undefined }),
  ],
  ['CompressionStream is missing', () => void Object.defineProperty(window, 'CompressionStream', { value: undefined })],
  [
    'requestIdleCallback is missing',
    () => void Object.defineProperty(window, 'requestIdleCallback', { value: undefined }),
  ],
];
it.each(missing)('every event arrives and no problem is reported, though %s', async (_, before) => {
  const tab = await suite.visit({ before, guestPool: true });
  await useApp(tab);
});

it('without IndexedDB every event arrives, and a problem says that the end of a page may lose some', async () => {
  const tab = await suite.visit({
    before: () => void Object.defineProperty(window, 'indexedDB', { value: undefined }),
    guestPool: true,
  });
  await useApp(tab);
  await tab.problem('storage', /^Nothing can be kept/);
});

it('while a blocker stops requests no event is lost: a problem is reported, and all arrive once it lets them through', async () => {
  const tab = await suite.visit();
  await tab.flush();
  const dataPlane = /\/appmonitors\//;
  await tab.page.route(dataPlane, (route) => route.abort('blockedbyclient'));
  await tab.run(async () => {
    for (let index = 0; index < 250; index++) sdk.rum.recordEvent('kept', { index });
    await sdk.rum.flush(300);
  });
  expect(await tab.problem('unreachable', /ad blocker/)).toMatchObject({ monitor: 'guest' });
  expect(tab.guest.custom()).toEqual([]);
  expect(await tab.run(() => sdk.rum.health.guest.queued)).toBeGreaterThanOrEqual(250);
  await tab.page.unroute(dataPlane);
  await tab.flush();
  const indexes = tab.guest.events('kept').map(({ details }) => details.index as number);
  expect(indexes.sort((one, other) => one - other)).toEqual([...Array(250).keys()]);
  expect(await tab.run(() => sdk.rum.health.guest)).toMatchObject({ queued: 0, dropped: {} });
});

it('no event is lost when the service answers 500 and 429 and drops a connection', async () => {
  const tab = await suite.visit();
  await tab.flush();
  const { console } = suite;
  const monitor = tab.guest.id;
  console.addFault({ kind: 'status', status: 500, times: 1, monitor });
  console.addFault({ kind: 'status', status: 429, times: 1, retryAfter: 0, monitor });
  console.addFault({ kind: 'drop-before', times: 1, monitor });
  await tab.run(() => sdk.rum.recordEvent('kept', {}));
  await tab.guest.arrived('kept');
  await tab.problem('unavailable');
  await tab.problem('unreachable');
});

const wrongClocks: [string, () => void][] = [
  [
    'ahead',
    () => {
      const now = Date.now.bind(Date);
      Date.now = () => now() + 20 * 60_000;
    },
  ],
  [
    'behind',
    () => {
      const now = Date.now.bind(Date);
      Date.now = () => now() - 20 * 60_000;
    },
  ],
];
it.each(wrongClocks)(
  "on a device whose clock is %s, requests are signed with the service's time",
  async (_, before) => {
    const tab = await suite.visit({ before });
    tab.expectRefused();
    await tab.flush();
    await tab.run(() => sdk.rum.recordEvent('kept', {}));
    await tab.flush();
    expect(tab.guest.custom()).toEqual(['kept']);
    const refused = suite.console.refused().filter(({ monitor }) => monitor === tab.guest.name);
    expect(refused.map(({ message }) => message)).toEqual([expect.stringMatching(/^Signature (expired|not yet)/)]);
  },
);

it('credentials that are refused once are replaced, and no problem is reported', async () => {
  const tab = await suite.visit({ guestPool: true });
  await tab.flush();
  suite.console.addFault({ kind: 'status', status: 403, times: 1, monitor: tab.guest.id });
  const keys = tab.guest.events()[0]!.accessKeyId;
  await tab.run(() => sdk.rum.recordEvent('kept', {}));
  expect((await tab.guest.arrived('kept')).accessKeyId).not.toBe(keys);
});

it('an AuthSource that fails is reported as a problem, and the state stays as it was', async () => {
  const tab = await suite.visit({
    start: () => {
      const auth = sdk.playAuth('alice');
      const { current } = auth;
      sdk.start({
        auth: { ...auth, current: () => (sdk.kept.fails ? Promise.reject(new Error('tenant is down')) : current()) },
      });
    },
  });
  await tab.authenticated.arrived('session_start');
  await tab.run(() => {
    sdk.kept.fails = true;
    sdk.auth!.signIn(null);
  });
  const problem = await tab.problem('auth');
  expect(problem.cause).toContain('tenant is down');
  expect(await tab.run(() => sdk.rum.state)).toBe('authenticated');
  // It asks again by itself.
  await tab.run(() => void (sdk.kept.fails = false));
  await tab.guest.arrived('session_start');
});

it('an onProblem listener that throws does not stop events', async () => {
  const tab = await suite.visit();
  await tab.run(() => {
    sdk.rum.onProblem(() => {
      throw new Error('the app failed');
    });
  });
  suite.console.addFault({ kind: 'status', status: 500, times: 1, monitor: tab.guest.id });
  await tab.run(() => sdk.rum.recordEvent('kept', {}));
  await tab.guest.arrived('kept');
  await tab.problem('unavailable');
});
