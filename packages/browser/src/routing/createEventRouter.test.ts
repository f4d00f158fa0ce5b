import EventBus from '@aws-rum/web-core/event-bus/EventBus';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { AppMonitor, RecordingStart } from '../monitor/createAppMonitor.ts';
import type { Observation, PageView } from '../monitor/Observation.ts';
import type { Recording } from '../monitor/Recording.ts';
import { createEventRouter } from './createEventRouter.ts';

/** What the app monitors were given, in order, a line for each. */
let log: string[] = [];
const report = vi.fn();
const released = vi.fn();

function fakeMonitor(name: 'guest' | 'authenticated', telemetries = ['errors', 'performance', 'http']): AppMonitor {
  let session = 0;
  const named = new WeakMap<Recording, string>();
  const pageOf = (page: PageView | undefined): string =>
    typeof page === 'string' ? page : (page?.pageId ?? 'no page');
  return {
    name,
    rum: { bus: new EventBus(), context: { config: { pageIdFormat: name }, getSession: () => ({ sessionId: name }) } },
    transport: { countDropped: (reason: string, count: number) => log.push(`${name} dropped ${count} ${reason}`) },
    telemetries: new Map(telemetries.map((telemetry) => [telemetry, {}])),
    autoPageView: true,
    records: (telemetry: string) => telemetry === '' || telemetries.includes(telemetry),
    open({ userKey, newSession, page, moment }: RecordingStart): Recording {
      if (newSession || session === 0) session++;
      const recording: Recording = { state: 'live', owner: { credentials: undefined, userKey } };
      named.set(recording, `${name}${session}`);
      log.push(`${name}${session} opens on ${pageOf(page)}${moment ? ` at ${moment.at}` : ''}`);
      return recording;
    },
    close() {
      log.push(`${name}${session} closes`);
      return () => void released(name);
    },
    record: ({ type, moment }: Observation, recording: Recording) =>
      log.push(`${named.get(recording)} ${type}${moment ? ` at ${moment.at}` : ''}`),
    viewPage: (page: PageView) => log.push(`${name}${session} shows ${pageOf(page)}`),
    addSessionAttributes: (attributes: object) => {
      if (Object.keys(attributes).length) log.push(`${name}${session} has ${Object.keys(attributes).join()}`);
    },
  } as never;
}

function setUp(guestTelemetries?: string[]) {
  const guest = fakeMonitor('guest', guestTelemetries);
  const authenticated = fakeMonitor('authenticated');
  const options = {
    region: 'us-east-1',
    applicationVersion: '1',
    guest: { appMonitorId: 'a' },
    authenticated: { appMonitorId: 'b' },
  };
  const router = createEventRouter(
    options,
    { guest, authenticated, configs: { guest, authenticated } as never },
    [],
    report,
    (work) => work,
  );
  for (const monitor of [guest, authenticated]) router.attach(monitor);
  const as = (monitor: AppMonitor, newSession = false) => ({ monitor, user: undefined, userKey: '', newSession });
  const event = (type: string): void => router.record({ type, data: {} });
  return { guest, authenticated, router, as, event };
}

const LCP = 'com.amazon.rum.largest_contentful_paint_event';
let now = 0;

beforeEach(() => {
  log = [];
  now = 0;
  vi.useFakeTimers({ now: 1000 });
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  report.mockClear();
  released.mockClear();
});
afterEach(() => vi.useRealTimers());

it('records nothing before anybody says whose the page is', () => {
  const { event } = setUp();
  event('a');
  expect(log).toEqual([]);
});

it('files what happens under the app monitor whose period it is', () => {
  const { router, guest, authenticated, as, event } = setUp();
  router.viewPage('/a');
  router.switchTo(as(guest), true);
  event('guest');
  router.switchTo(as(authenticated, true), false);
  event('user');
  router.viewPage('/b');
  expect(log).toEqual([
    'guest1 opens on /a',
    'guest1 guest',
    'guest1 closes',
    'authenticated1 opens on /a',
    'authenticated1 user',
    'authenticated1 shows /b',
  ]);
});

it('files what is reported late under the period in which it happened', () => {
  const { router, guest, authenticated, as } = setUp();
  router.switchTo(as(guest), true);
  const { record } = router.contextFor('performance');
  now = 100;
  router.switchTo(as(authenticated), false);
  log = [];
  record(LCP, { value: 99 });
  record(LCP, { value: 100 });
  record('of now', {});
  expect(log).toEqual([`guest1 ${LCP}`, `authenticated1 ${LCP}`, 'authenticated1 of now']);
});

it('counts paints from the return of a page out of the back/forward cache', () => {
  const { router, guest, authenticated, as } = setUp();
  router.switchTo(as(guest), true);
  now = 100;
  router.switchTo(as(authenticated), false);
  now = 500;
  router.restored();
  log = [];
  router.contextFor('performance').record(LCP, { value: 10 });
  expect(log).toEqual([`authenticated1 ${LCP}`]);
});

it('lets everything wait while it is pending, and files it with its moment where it turns out to belong', () => {
  const { router, authenticated, as, event } = setUp();
  router.viewPage('/ignored');
  router.wait(true);
  event('early');
  vi.advanceTimersByTime(50);
  router.viewPage('/a');
  router.addSessionAttributes({ plan: 'gold' });
  vi.advanceTimersByTime(50);
  event('later');
  expect(log).toEqual([]);
  router.switchTo(as(authenticated), false);
  expect(log).toEqual([
    'authenticated1 opens on /a at 1000',
    'authenticated1 has plan',
    'authenticated1 early at 1000',
    'authenticated1 shows /a',
    'authenticated1 later at 1100',
  ]);
});

it('files what is reported after the answer under the period that was pending', () => {
  const { router, guest, authenticated, as } = setUp();
  router.wait(true);
  now = 50;
  router.switchTo(as(guest), false);
  now = 100;
  router.switchTo(as(authenticated), false);
  log = [];
  router.contextFor('performance').record(LCP, { value: 20 });
  expect(log).toEqual([`guest1 ${LCP}`]);
});

it('lets everything wait while a hint is checked, and goes on with the open recording', () => {
  const { router, guest, as, event } = setUp();
  router.switchTo(as(guest), true);
  event('before');
  router.wait(false);
  event('meanwhile');
  router.viewPage('/b');
  expect(log.slice(1)).toEqual(['guest1 before']);
  expect(router.resume()).toBe(true);
  event('after');
  expect(log.slice(1)).toEqual(['guest1 before', 'guest1 meanwhile at 1000', 'guest1 shows /b', 'guest1 after']);
});

it('files what waited for an answer under whom it names, on the page where it began', () => {
  const { router, guest, authenticated, as, event } = setUp();
  router.viewPage('/a');
  router.switchTo(as(guest), true);
  router.wait(false);
  router.viewPage('/account');
  event('theirs');
  router.switchTo(as(authenticated, true), false);
  expect(log.slice(1)).toEqual([
    'guest1 closes',
    'authenticated1 opens on /account at 1000',
    'authenticated1 shows /account',
    'authenticated1 theirs at 1000',
  ]);
});

it('begins a recording where the first of what waited happened, and shows the pages after it', () => {
  const { router, guest, authenticated, as, event } = setUp();
  router.viewPage('/a');
  router.switchTo(as(guest), true);
  router.wait(false);
  event('theirs');
  vi.advanceTimersByTime(50);
  router.viewPage('/account');
  router.switchTo(as(authenticated, true), false);
  expect(log.slice(1)).toEqual([
    'guest1 closes',
    'authenticated1 opens on /a at 1000',
    'authenticated1 theirs at 1000',
    'authenticated1 shows /account',
  ]);
});

it('drops only the event that cannot be serialized, counts it and says so', () => {
  const { router, guest, as, event } = setUp();
  router.switchTo(as(guest), true);
  router.wait(false);
  expect(() => router.record({ type: 'big', data: { count: 10n } })).not.toThrow();
  event('fine');
  router.resume();
  expect(log.slice(1)).toEqual(['guest dropped 1 invalid', 'guest1 fine at 1000']);
  expect(report).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ type: 'invalid-event', monitor: 'guest', count: 1, note: 'big' }),
  );
});

it('has no recording to go on with before one has begun', () => {
  const { router } = setUp();
  router.wait(true);
  expect(router.resume()).toBe(false);
});

it('counts and reports what did not fit while it was pending', () => {
  const { router, guest, as, event } = setUp();
  router.wait(true);
  for (let count = 0; count < 1003; count++) event('many');
  router.switchTo(as(guest), false);
  expect(log).toContain('guest dropped 3 pending');
  expect(report.mock.calls).toEqual([[{ type: 'pending-full', count: 3 }]]);
});

it('records nothing of the time without consent, nor what waited', () => {
  const { router, guest, as, event } = setUp();
  router.wait(true);
  event('waits');
  router.stop();
  event('without consent');
  router.contextFor('performance').record(LCP, { value: 1 });
  expect(log).toEqual([]);
  router.switchTo(as(guest), false);
  event('with consent');
  expect(log).toEqual(['guest1 opens on no page', 'guest1 with consent']);
});

it('keeps attributes that the app sets before there is consent', () => {
  const { router, guest, as } = setUp();
  router.addSessionAttributes({ plan: 'gold' });
  router.switchTo(as(guest), true);
  expect(log).toEqual(['guest1 opens on no page', 'guest1 has plan']);
});

it('records a telemetry only in the app monitor that wants it, and what the app records in both', () => {
  const { router, guest, authenticated, as, event } = setUp(['errors']);
  router.switchTo(as(guest), true);
  router.contextFor('performance').record('timing', {});
  router.contextFor('errors').record('error', {});
  event('own');
  router.switchTo(as(authenticated), false);
  router.contextFor('performance').record('timing', {});
  expect(log.filter((line) => !/opens|closes/.test(line))).toEqual([
    'guest1 error',
    'guest1 own',
    'authenticated1 timing',
  ]);
});

it('files a request under the period in which it starts, however late it is answered', () => {
  const { router, guest, authenticated, as } = setUp();
  router.switchTo(as(guest), true);
  const request = router.currentRequestObserver()!.start({ url: 'https://shop.example.com/api', method: 'GET' })!;
  router.switchTo(as(authenticated), false);
  expect(released).not.toHaveBeenCalled();
  request.answered({ status: 500, statusText: '', isFailure: true });
  expect(log.at(-1)).toBe('guest1 com.amazon.rum.http_event');
  expect(released).toHaveBeenCalledExactlyOnceWith('guest');
});

it('lets go of a recording without open requests at once', () => {
  const { router, guest, authenticated, as } = setUp();
  router.switchTo(as(guest), true);
  router.switchTo(as(authenticated), false);
  expect(released).toHaveBeenCalledExactlyOnceWith('guest');
});

it('gives plugins the configuration and session of the app monitor whose period it is', () => {
  const { router, guest, authenticated, as } = setUp();
  const context = router.contextFor('errors');
  expect(context.getSession()).toBeUndefined();
  router.switchTo(as(guest), true);
  expect(context.config.pageIdFormat).toBe('guest');
  router.switchTo(as(authenticated), false);
  expect(context.config.pageIdFormat).toBe('authenticated');
  expect(context.getSession()).toEqual({ sessionId: 'authenticated' });
});

it('begins on the page that a router names, and counts none that the history named before', () => {
  const { router, as, guest, event } = setUp();
  router.wait(true);
  router.contextFor('').recordPageView('/product/1');
  expect(router.awaitPageView()).toBe(true);
  event('a');
  router.viewPage('/product/:id');
  router.contextFor('').recordPageView('/product/2');
  router.switchTo(as(guest), true);
  router.contextFor('').recordPageView('/product/3');
  expect(log).toEqual(['guest1 opens on /product/:id at 1000', 'guest1 a at 1000', 'guest1 shows /product/:id']);
});

it('begins on the page that the history named where a router names none in time, and counts no other of the history', () => {
  const { router, as, guest } = setUp();
  router.wait(true);
  router.contextFor('').recordPageView('/product/1');
  expect(router.awaitPageView()).toBe(true);
  // The app may call it, and the plugin of its router again.
  expect(router.awaitPageView()).toBe(false);
  router.switchTo(as(guest), true);
  router.contextFor('').recordPageView('/product/2');
  router.viewPage('/product/:id');
  expect(log).toEqual(['guest1 opens on /product/1 at 1000', 'guest1 shows /product/1', 'guest1 shows /product/:id']);
});

it('waits for no page where a recording is open, and counts none of the history from then on', () => {
  const { router, as, guest } = setUp();
  router.switchTo(as(guest), true);
  expect(router.awaitPageView()).toBe(false);
  router.contextFor('').recordPageView('/product/1');
  router.viewPage('/product/:id');
  expect(log).toEqual(['guest1 opens on no page', 'guest1 shows /product/:id']);
});
