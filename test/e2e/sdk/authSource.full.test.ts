import { expect, it } from 'vitest';
import { expectSessions, sessionOf } from '../../support/sdk/sessions.ts';
import { useSuite } from '../../support/sdk/suite.ts';

const suite = useSuite();
type Tab = Awaited<ReturnType<typeof suite.visit>>;

/** Somebody signs in or out at the identity provider, and the SDK has noticed. */
const playSignIn = (tab: Tab, subject: string | null, event: string): Promise<void> =>
  tab.run(
    async ({ subject, event }) => {
      await new Promise<void>((done) => {
        const stop = sdk.rum.subscribe(() => {
          stop();
          done();
        });
        sdk.auth!.signIn(subject);
      });
      sdk.rum.recordEvent(event, {});
    },
    { subject, event },
  );

const start = (): void => void sdk.start({ auth: sdk.playAuth(localStorage.getItem('user')) });
const remember = (tab: Tab, subject: string): Promise<void> =>
  tab.run((subject) => localStorage.setItem('user', subject), subject);

it('the same user goes on after a reload', async () => {
  const tab = await suite.visit({ start });
  await playSignIn(tab, 'alice', 'before');
  await remember(tab, 'alice');
  await tab.flush();
  await tab.reload();
  await tab.run(() => sdk.rum.recordEvent('after', {}));
  await tab.flush();
  expect(sessionOf(tab.authenticated, 'after')).toBe(sessionOf(tab.authenticated, 'before'));
  expectSessions(tab.authenticated, 1);
  // Nothing of the second page load is a guest's.
  expect(tab.guest.events('performance_navigation')).toHaveLength(1);
  expect(tab.authenticated.events('performance_navigation')).toHaveLength(1);
});

it('the same user goes on after a reload beside a tab whose client knows nobody', async () => {
  const tab = await suite.visit({ start });
  const guestTab = await tab.context.newPage();
  await guestTab.goto(tab.page.url());
  await guestTab.waitForFunction(() => sdk.rum.state === 'guest');
  await playSignIn(tab, 'alice', 'before');
  await remember(tab, 'alice');
  await tab.flush();
  // It is looked at, or hears something of the sign-in: its client keeps tokens in memory, and names nobody.
  await guestTab.evaluate(async () => {
    for (const kind of ['refresh', 'change'] as const) {
      sdk.auth!.hint(kind);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });
  await tab.reload();
  await tab.run(() => sdk.rum.recordEvent('after', {}));
  await tab.flush();
  expect(sessionOf(tab.authenticated, 'after')).toBe(sessionOf(tab.authenticated, 'before'));
  expectSessions(tab.authenticated, 1);
});

it('another user never goes on with the session of the one before', async () => {
  const tab = await suite.visit({ start });
  await playSignIn(tab, 'alice', 'before');
  await remember(tab, 'bob');
  await tab.flush();
  await tab.reload();
  await tab.run(() => sdk.rum.recordEvent('after', {}));
  await tab.flush();
  expect(sessionOf(tab.authenticated, 'after')).not.toBe(sessionOf(tab.authenticated, 'before'));
  expectSessions(tab.authenticated, 2);
});

it('a user takes over from another without a sign-out to be seen', async () => {
  const tab = await suite.visit({ start });
  await playSignIn(tab, 'alice', 'as-alice');
  await playSignIn(tab, 'bob', 'as-bob');
  await tab.flush();
  expect(sessionOf(tab.authenticated, 'as-bob')).not.toBe(sessionOf(tab.authenticated, 'as-alice'));
  expectSessions(tab.authenticated, 2);
  expect(tab.guest.custom()).toEqual([]);
});

it('hints about the same user change nothing', async () => {
  const tab = await suite.visit({ start });
  await playSignIn(tab, 'alice', 'before');
  await tab.run(async () => {
    for (let hint = 0; hint < 5; hint++) {
      sdk.auth!.hint();
      await Promise.resolve();
    }
    sdk.rum.recordEvent('after', {});
  });
  await tab.flush();
  expectSessions(tab.authenticated, 1);
  expect(tab.authenticated.pages()).toEqual(['/']);
});

const startWithPool = (): void => {
  const { base } = sdkGiven;
  base.authenticated = { appMonitorId: base.authenticated.appMonitorId, identityPoolId: base.guest.identityPoolId! };
  sdk.start({ auth: sdk.playAuth(null) });
};
const keyOf = (monitor: Tab['guest'], event: string) => monitor.events(event)[0]!.accessKeyId;

it('each user is signed with credentials of their own from the identity pool', async () => {
  const tab = await suite.visit({ guestPool: true, start: startWithPool });
  await playSignIn(tab, 'alice', 'as-alice');
  await tab.authenticated.arrived('as-alice');
  await playSignIn(tab, 'bob', 'as-bob');
  await tab.authenticated.arrived('as-bob');
  await playSignIn(tab, null, 'as-guest');
  await tab.flush();
  const [alice, bob] = ['as-alice', 'as-bob'].map((event) => keyOf(tab.authenticated, event));
  expect(new Set([alice, bob, keyOf(tab.guest, 'as-guest')]).size).toBe(3);
  expect(tab.authenticated.sessions().map(({ roles }) => roles)).toEqual([
    ['DualRum-Authenticated'],
    ['DualRum-Authenticated'],
  ]);
  expect(tab.guest.sessions().map(({ roles }) => roles)).toEqual([['DualRum-Guest']]);
});

it('events of a user who is gone before there are credentials arrive all the same', async () => {
  const tab = await suite.visit({ guestPool: true, start: startWithPool });
  await playSignIn(tab, 'alice', 'as-alice');
  await playSignIn(tab, 'bob', 'as-bob');
  await playSignIn(tab, null, 'as-guest');
  await tab.flush();
  expect(keyOf(tab.authenticated, 'as-alice')).not.toBe(keyOf(tab.authenticated, 'as-bob'));
});
