import type { PutRumEventsRequest } from '@aws-rum/web-core/dispatch/dataplane';
import { Orchestration } from '@aws-rum/web-slim/orchestration/Orchestration';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { DualRumOptions, RumConfig } from '../api/types.ts';
import { createKeepaliveBudget } from '../transport/createKeepaliveBudget.ts';
import { monitorConfig } from './monitorConfig.ts';
import { createAppMonitor, type AppMonitor, type RecordingStart } from './createAppMonitor.ts';

const ID = '00000000-1111-4222-8333-444444444444';
const NIL = '00000000-0000-0000-0000-000000000000';
const report = vi.fn();
let stop: (() => void)[] = [];

/** An app monitor with all its parts; only the network is not real. */
function setUp(config: RumConfig = {}, name: 'guest' | 'authenticated' = 'guest', more: Partial<DualRumOptions> = {}) {
  const batches: PutRumEventsRequest[] = [];
  const client = {
    sendFetch: (request: PutRumEventsRequest) => {
      batches.push(request);
      return Promise.resolve({ response: undefined as never });
    },
  };
  const options: DualRumOptions = {
    region: 'us-east-1',
    applicationVersion: '1',
    guest: { appMonitorId: ID, signing: false },
    authenticated: { appMonitorId: ID, signing: false },
    config: { clientBuilder: () => ({ ...client, sendBeacon: client.sendFetch }) as never, ...config },
    ...more,
  };
  const monitor = createAppMonitor(name, options, monitorConfig(name, options), Orchestration, report, {
    budget: createKeepaliveBudget(),
    clockSkew: { milliseconds: 0 },
  });
  stop.push(() => monitor.stop());
  const flush = async (): Promise<PutRumEventsRequest[]> => {
    monitor.flush();
    await vi.waitFor(() => expect(monitor.transport.queued).toBe(0), 30_000);
    return batches;
  };
  return { monitor, flush };
}
const start = (more: Partial<RecordingStart> = {}): RecordingStart => ({
  user: undefined,
  userKey: '',
  newSession: false,
  page: { pageId: '/a' },
  ...more,
});
const types = (batches: PutRumEventsRequest[]): string[] =>
  batches.flatMap(({ RumEvents }) => RumEvents.map(({ type }) => type.replace(/com\.amazon\.rum\.|_event$/g, '')));
const record = (monitor: AppMonitor, type: string, recording: ReturnType<AppMonitor['open']>): void =>
  monitor.record({ type, data: {} }, recording);

beforeEach(() => {
  report.mockClear();
  history.replaceState(null, '', '/a');
});
afterEach(() => {
  stop.forEach((one) => one());
  stop = [];
  localStorage.clear();
});

it('delivers what one recording holds, in the session that it begins', async () => {
  const { monitor, flush } = setUp();
  record(monitor, 'app', monitor.open(start()));
  expect(types(await flush())).toEqual(['session_start', 'page_view', 'app']);
  expect(monitor.health).toMatchObject({ state: 'active', queued: 0, sent: 3, dropped: {} });
});

it("tells when the guests' credentials expire, also while nothing is recorded", () => {
  const expiration = new Date(Date.now() + 3_600_000);
  const credentials = { accessKeyId: 'id', secretAccessKey: 'secret', expiration };
  const { monitor } = setUp({}, 'guest', { guest: { appMonitorId: ID, credentials } });
  expect(monitor.health.credentialsExpireAt).toBeUndefined();
  monitor.open(start());
  expect(monitor.health.credentialsExpireAt).toEqual(expiration);
  monitor.close();
  expect(monitor.health).toMatchObject({ state: 'idle', credentialsExpireAt: expiration });
});

it('sends the nil user id where none can be stored, as aws-rum-web does', async () => {
  for (const config of [{ allowCookies: false }, { allowCookies: true, userIdRetentionDays: 0 }]) {
    const { monitor, flush } = setUp(config);
    monitor.open(start());
    const [batch] = await flush();
    expect(batch!.UserDetails.userId).toBe(NIL);
    monitor.forget();
    expect(monitor.rum.client.getUserId()).toBe(NIL);
  }
});

it('begins a session without a page with its first event, or on its first page', async () => {
  const { monitor, flush } = setUp({}, 'authenticated');
  monitor.open(start({ newSession: true, page: undefined }));
  expect(await flush()).toEqual([]);
  monitor.viewPage({ pageId: '/a' });
  const [batch] = await flush();
  expect(types([batch!])).toEqual(['session_start', 'page_view']);
  expect(JSON.parse(batch!.RumEvents[0]!.metadata!)).toMatchObject({ pageId: '/a' });
});

it('records nothing on a page that is excluded, and begins its session on the first that is not', async () => {
  const { monitor, flush } = setUp({ pagesToExclude: [/callback/] });
  history.replaceState(null, '', '/callback?code=1');
  const recording = monitor.open(start({ newSession: true, page: { pageId: '/callback' } }));
  record(monitor, 'on the callback', recording);
  expect(await flush()).toEqual([]);
  history.replaceState(null, '', '/home');
  monitor.viewPage({ pageId: '/home' });
  record(monitor, 'at home', recording);
  expect(types(await flush())).toEqual(['session_start', 'page_view', 'at home']);
});

it('judges what waited by the page on which it happened', async () => {
  const { monitor, flush } = setUp({ pagesToExclude: [/callback/] });
  const recording = monitor.open(start());
  const at = Date.now();
  monitor.record({ type: 'there', data: {}, moment: { at, url: 'https://shop.example/callback' } }, recording);
  history.replaceState(null, '', '/callback');
  monitor.record({ type: 'elsewhere', data: {}, moment: { at, url: 'https://shop.example/home' } }, recording);
  expect(types(await flush())).toEqual(['session_start', 'page_view', 'elsewhere']);
});

it('takes what is late until its recording is released, and then counts it as dropped', async () => {
  const { monitor, flush } = setUp({}, 'authenticated');
  const alice = monitor.open(start({ newSession: true, userKey: 'alice' }));
  record(monitor, 'hers', alice);
  const release = monitor.close();
  record(monitor, 'late', alice);
  expect(types(await flush())).toEqual(['session_start', 'page_view', 'hers', 'late']);
  vi.useFakeTimers();
  release();
  await vi.advanceTimersByTimeAsync(5000);
  vi.useRealTimers();
  record(monitor, 'too late', alice);
  expect(monitor.health.dropped).toEqual({ late: 1 });
});

it('sends only what beforeSend lets through, and says what it failed on', async () => {
  const { monitor, flush } = setUp({}, 'guest', {
    beforeSend: ({ type }) => {
      if (type === 'bad') throw new Error('the app');
      return type === 'secret' ? null : undefined;
    },
  });
  const recording = monitor.open(start());
  for (const type of ['secret', 'bad', 'fine']) record(monitor, type, recording);
  expect(types(await flush())).toEqual(['session_start', 'page_view', 'fine']);
  expect(monitor.health.dropped).toEqual({ beforeSend: 2 });
  expect(report).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ type: 'beforeSend', note: 'bad' }));
});

it('ends attributes with their session', async () => {
  const { monitor, flush } = setUp({ sessionAttributes: { build: 'b1' } }, 'authenticated');
  monitor.open(start({ newSession: true, userKey: 'alice' }));
  monitor.addSessionAttributes({ plan: 'gold', build: 'b2' });
  monitor.close();
  monitor.open(start({ newSession: true, userKey: 'bob' }));
  const metadata = (await flush()).map((batch) => JSON.parse(batch.SessionMetadata!) as object);
  expect(metadata).toMatchObject([{ plan: 'gold', build: 'b2' }, { build: 'b1' }]);
  expect(metadata[1]).not.toHaveProperty('plan');
});

it('begins as somebody else once consent was withdrawn', async () => {
  const { monitor, flush } = setUp();
  monitor.open(start());
  monitor.close();
  monitor.forget();
  monitor.open(start());
  const sessions = new Set((await flush()).map(({ UserDetails }) => UserDetails.sessionId));
  expect(sessions.size).toBe(2);
});
