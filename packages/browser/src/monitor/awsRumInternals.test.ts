import { Topic } from '@aws-rum/web-core/event-bus/EventBus';
import { Orchestration } from '@aws-rum/web-slim/orchestration/Orchestration';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RumConfig } from '../api/types.ts';
import { createAwsRum, type AwsRumAccess } from './awsRumInternals.ts';
import { inertConfig, monitorConfig } from './monitorConfig.ts';

const ID = '00000000-1111-4222-8333-444444444444';
const USER = '99999999-1111-4222-8333-444444444444';
const NIL = '00000000-0000-0000-0000-000000000000';

const create = (config: RumConfig = {}): AwsRumAccess => {
  const guest = { appMonitorId: ID };
  const merged = monitorConfig('guest', {
    region: 'us-east-1',
    applicationVersion: '1',
    guest,
    authenticated: guest,
    config,
  });
  return createAwsRum(vi.fn(), Orchestration, ID, '1', 'us-east-1', {
    ...inertConfig(merged, USER, undefined),
    ...config,
  });
};
const take = (rum: AwsRumAccess, sessionId = rum.sessionId) => rum.takeBatch(sessionId)?.RumEvents ?? [];
const types = (rum: AwsRumAccess): string[] => take(rum).map(({ type }) => type);
const SESSION_START = 'com.amazon.rum.session_start_event';
const PAGE_VIEW = 'com.amazon.rum.page_view_event';

beforeEach(() => {
  vi.useFakeTimers({ now: 10_000 });
  document.title = 'Shop';
});
afterEach(() => vi.useRealTimers());

it('stays inert until it is opened: no event, no cookie, no session', () => {
  const rum = create();
  rum.disable();
  rum.client.recordEvent('app', {});
  expect(rum.size).toBe(0);
  expect(rum.sessionId).toBe(NIL);
  expect(document.cookie).toBe('');
});

it('begins a new session on its first page, which session_start carries', () => {
  const rum = create();
  rum.open('new');
  rum.viewPage({ pageId: '/a' });
  const events = take(rum);
  expect(events.map(({ type }) => type)).toEqual([SESSION_START, PAGE_VIEW]);
  expect(events.map(({ metadata }) => (JSON.parse(metadata!) as { pageId: string }).pageId)).toEqual(['/a', '/a']);
});

it('begins a new session each time it is asked for one, with nothing of the page before', () => {
  const rum = create();
  rum.open('new');
  rum.viewPage({ pageId: '/a' });
  const first = rum.sessionId;
  rum.disable();
  take(rum);
  rum.open('new');
  rum.viewPage({ pageId: '/b' });
  expect(rum.sessionId).not.toBe(first);
  const [, view] = take(rum);
  expect(JSON.parse(view!.details)).not.toHaveProperty('parentPageInteractionId');
});

it('goes on with its own session', () => {
  const rum = create();
  rum.open('own');
  rum.viewPage({ pageId: '/a' });
  const first = rum.sessionId;
  rum.disable();
  take(rum);
  rum.open('own');
  rum.record({ type: 'app', data: {} });
  expect(rum.sessionId).toBe(first);
  expect(types(rum)).toEqual(['app']);
});

describe('what waited', () => {
  it('has the time it happened, and so has the session that it begins', () => {
    const rum = create();
    rum.open('new');
    rum.record({ type: 'app', data: {}, moment: { at: 4000, url: '' } });
    expect(take(rum).map(({ type, timestamp }) => [type, timestamp.getTime()])).toEqual([
      [SESSION_START, 4000],
      ['app', 4000],
    ]);
  });

  it('leaves the time of earlier events as it is', () => {
    const rum = create();
    rum.open('new');
    rum.record({ type: 'now', data: {} });
    rum.record({ type: 'then', data: {}, moment: { at: 4000, url: '' } });
    expect(take(rum).map(({ timestamp }) => timestamp.getTime())).toEqual([10_000, 10_000, 4000]);
  });

  it('spends on the page before it the time that it did', () => {
    const rum = create();
    rum.client.allowCookies(true);
    rum.open('new');
    rum.viewPage({ pageId: '/a' }, 1000);
    rum.viewPage({ pageId: '/b' }, 3500);
    vi.setSystemTime(20_000);
    rum.viewPage({ pageId: '/c' });
    const views = take(rum).filter(({ type }) => type === PAGE_VIEW);
    expect(views.map(({ details }) => (JSON.parse(details) as { timeOnParentPage?: number }).timeOnParentPage)).toEqual(
      [undefined, 2500, 16_500],
    );
    expect(views.map(({ timestamp }) => timestamp.getTime())).toEqual([1000, 3500, 20_000]);
  });

  it('is recorded, and begins its session, even where the present page is excluded', () => {
    const rum = create({ pagesToExclude: [/.*/] });
    rum.open('new');
    rum.viewPage({ pageId: '/a' }, 1000);
    rum.record({ type: 'app', data: {}, moment: { at: 2000, url: '' } });
    expect(types(rum)).toEqual([SESSION_START, PAGE_VIEW, 'app']);
    rum.client.recordEvent('on the excluded page', {});
    expect(types(rum)).toEqual([]);
  });
});

it('says why an event is not recorded', () => {
  const limited = create({ sessionEventLimit: 2 });
  limited.open('new');
  expect(limited.record({ type: 'app', data: {} })).toBe('recorded');
  expect(limited.record({ type: 'app', data: {} })).toBe('session-full');
  const unsampled = create({ sessionSampleRate: 0 });
  unsampled.open('new');
  expect(unsampled.record({ type: 'app', data: {} })).toBe('not-sampled');
  expect(unsampled.size).toBe(0);
});

it('adds an event of an earlier session without touching the present one', () => {
  const rum = create();
  rum.open('new');
  rum.disable();
  const heard = vi.fn();
  rum.bus.subscribe(Topic.EVENT, heard);
  rum.append({ type: 'late', data: { a: 1 } });
  expect(rum.sessionId).toBe(NIL);
  expect(heard).toHaveBeenCalledWith(expect.objectContaining({ type: 'late', details: { a: 1 } }));
  expect(take(rum, 'earlier')).toMatchObject([{ type: 'late', details: '{"a":1}' }]);
});

it('makes batches of one session, user and version, of at most batchLimit events', () => {
  const rum = create({ batchLimit: 2 });
  rum.open('new');
  for (let count = 0; count < 2; count++) rum.record({ type: 'app', data: { count } });
  const { RumEvents, ...batch } = rum.takeBatch(rum.sessionId)!;
  expect(RumEvents).toHaveLength(2);
  expect(batch).toMatchObject({
    AppMonitorDetails: { id: ID, version: '1' },
    UserDetails: { userId: USER, sessionId: rum.sessionId },
  });
  expect(JSON.parse(batch.SessionMetadata!)).toMatchObject({ domain: location.hostname });
  expect(rum.takeBatch(rum.sessionId)?.RumEvents).toHaveLength(1);
  expect(rum.takeBatch(rum.sessionId)).toBeUndefined();
});

it('writes the session cookie once for all that a task records', async () => {
  const rum = create();
  rum.client.allowCookies(true);
  const write = vi.spyOn(document, 'cookie', 'set');
  rum.open('new');
  for (let count = 0; count < 50; count++) rum.record({ type: 'app', data: {} });
  await Promise.resolve();
  expect(write).toHaveBeenCalledTimes(1);
  write.mockRestore();
});

it('begins no session by being asked while it is not open', () => {
  const rum = create();
  rum.disable();
  expect(rum.client.getSessionId()).toBe(NIL);
  rum.context.getSession();
  expect(rum.sessionId).toBe(NIL);
  rum.open('own');
  expect(rum.client.getSessionId()).not.toBe(NIL);
  const before = rum.sessionId;
  rum.disable();
  vi.advanceTimersByTime(3_600_000);
  expect(rum.client.getSessionId()).toBe(before);
});

it('goes on with a session whose page has a name beyond Latin-1', async () => {
  // The cookie must not have expired by the clock of the DOM.
  vi.useRealTimers();
  const insecure = {
    ...monitorConfig('guest', {
      region: '',
      applicationVersion: '',
      guest: { appMonitorId: ID },
      authenticated: { appMonitorId: ID },
    }).cookieAttributes,
    secure: false,
  };
  const page = (): AwsRumAccess => {
    const rum = create({ cookieAttributes: insecure });
    rum.client.allowCookies(true);
    rum.open('own');
    return rum;
  };
  const first = page();
  first.viewPage({ pageId: '/商品 ü' });
  await new Promise((done) => setTimeout(done));
  const second = page();
  expect(second.sessionId).toBe(first.sessionId);
  second.viewPage({ pageId: '/商品 ü' });
  expect(types(second)).toEqual([]);
});

it('counts nothing of an event that cannot be serialized', () => {
  const rum = create();
  rum.open('own');
  const count = (): number => rum.context.getSession()!.eventCount;
  rum.record({ type: 'app', data: {} });
  const before = count();
  expect(() => rum.record({ type: 'app', data: { big: 10n } })).toThrow();
  expect(count()).toBe(before);
});

it('takes another path of the same page id for another page, and the same path for the same', () => {
  const rum = create({ allowCookies: true });
  rum.open('new');
  for (const path of ['/product/1', '/product/1', '/product/2']) rum.viewPage({ pageId: '/product/:id', path });
  rum.viewPage({ pageId: '/product/:id' });
  const views = take(rum).filter(({ type }) => type === PAGE_VIEW);
  expect(views.map(({ details }) => JSON.parse(details) as object)).toMatchObject([
    { pageId: '/product/:id', interaction: 0 },
    { pageId: '/product/:id', interaction: 1, parentPageInteractionId: '/product/:id-0' },
  ]);
});

it('keeps its events until their batch is whole: Firefox stops scripts as a page ends', () => {
  const rum = create();
  rum.open('new');
  rum.viewPage({ pageId: '/a' });
  const size = rum.size;
  const stopped = vi.spyOn(Object, 'fromEntries').mockImplementationOnce(() => {
    throw new Error('stopped');
  });
  expect(() => rum.takeBatch(rum.sessionId)).toThrow('stopped');
  expect(stopped).toHaveBeenCalled();
  expect(rum.size).toBe(size);
  expect(take(rum)).toHaveLength(size);
  expect(rum.size).toBe(0);
});
