import { expect, it } from 'vitest';
import { useSuite } from '../../support/sdk/suite.ts';

const suite = useSuite('replayPage.ts');
type Tab = Awaited<ReturnType<typeof suite.visit>>;

/** Text is masked in recordings, so pages are told apart by the ids of their elements. */
const show = (tab: Tab, id: string): Promise<void> =>
  tab.run((id) => {
    document.querySelector('section')?.remove();
    const section = document.createElement('section');
    section.id = id;
    document.body.append(section);
  }, id);

const start = (): void =>
  void sdk.start({
    client: sdk.AwsRum!,
    config: {
      ...sdkGiven.base.config,
      telemetries: ['errors', ['http', { recordAllRequests: true }], ['replay', { batchSize: 5 }]] as never,
    },
  });

interface Frame {
  type: number;
}

const FULL_SNAPSHOT = 2;
const frames = (monitor: Tab['guest']): Frame[] =>
  monitor.events('rrweb').flatMap(({ details }) => details.events as Frame[]);
const snapshots = (monitor: Tab['guest']): string[] =>
  frames(monitor)
    .filter(({ type }) => type === FULL_SNAPSHOT)
    .map((frame) => [...JSON.stringify(frame).matchAll(/"id":"(page-[^"]*)"/g)].map(([, id]) => id).join());
/** The ids of all pages that a monitor's frames show. */
const shown = (monitor: Tab['guest']): string[] => [
  ...new Set([...JSON.stringify(frames(monitor)).matchAll(/"id":"(page-[^"]*)"/g)].map(([, id]) => id!)),
];

it('each monitor has the replay of its own periods, each from a full snapshot, and no frame of the other', async () => {
  const tab = await suite.visit({ start });
  await show(tab, 'page-guest');
  await tab.run(() => sdk.rum.setSignedIn(true));
  await show(tab, 'page-alice');
  await tab.page.click('h1');
  await tab.run(() => sdk.rum.setSignedIn(false));
  await show(tab, 'page-guest-again');
  await tab.run(() => sdk.rum.setSignedIn(true));
  await show(tab, 'page-bob');
  await tab.flush();
  expect(snapshots(tab.guest)).toEqual(['', 'page-alice']);
  expect(snapshots(tab.authenticated)).toEqual(['page-guest', 'page-guest-again']);
  expect(shown(tab.guest)).toEqual(['page-guest', 'page-alice', 'page-guest-again']);
  expect(shown(tab.authenticated)).toEqual(['page-guest', 'page-alice', 'page-guest-again', 'page-bob']);
  // The frames of each signed-in user are in that user's session.
  const sessions = tab.authenticated
    .events('rrweb')
    .map(({ sessionId, details }) => ({ sessionId, text: JSON.stringify(details) }));
  const alice = tab.authenticated.sessions()[0]!.sessionId;
  expect(sessions.filter(({ sessionId }) => sessionId === alice).some(({ text }) => text.includes('page-bob'))).toBe(
    false,
  );
});

it('a late request of the idle monitor does not start its recording', async () => {
  const tab = await suite.visit({ start });
  await tab.run(() => {
    void fetch('/api/held/late');
    sdk.rum.setSignedIn(true);
  });
  await tab.flush();
  const before = frames(tab.guest).length;
  suite.site.release('late');
  await tab.guest.arrived('http');
  await show(tab, 'page-alice');
  await tab.flush();
  expect(frames(tab.guest)).toHaveLength(before);
  expect(shown(tab.guest)).toEqual([]);
  expect(shown(tab.authenticated)).toEqual(['page-alice']);
});

it('replay of what happened right before the end of the page arrives', async () => {
  const tab = await suite.visit({ start });
  await show(tab, 'page-last');
  await tab.run(() => location.assign('/other'));
  await tab.goneTo('/other');
  await tab.guest.arrived('rrweb');
  expect(shown(tab.guest)).toEqual(['page-last']);
});

it('no replay is recorded without consent, and recording ends when it is withdrawn', async () => {
  const tab = await suite.visit({ start, options: { enabled: false } });
  await show(tab, 'page-before');
  await tab.run(() => sdk.rum.enable());
  await show(tab, 'page-with');
  await tab.run(() => sdk.rum.disable());
  await show(tab, 'page-after');
  await tab.guest.arrived('rrweb');
  await tab.load('/other');
  expect(shown(tab.guest)).toEqual(['page-before', 'page-with']);
  expect(snapshots(tab.guest)).toEqual(['page-before']);
});

it('replay may be on for one monitor alone', async () => {
  const tab = await suite.visit({
    start: () => void sdk.start({ client: sdk.AwsRum!, guest: { config: { telemetries: ['errors', 'replay'] } } }),
  });
  await tab.run(() => sdk.rum.setSignedIn(true));
  await show(tab, 'page-alice');
  await tab.flush();
  expect(snapshots(tab.guest)).toHaveLength(1);
  expect(tab.authenticated.types()).not.toContain('rrweb');
});
