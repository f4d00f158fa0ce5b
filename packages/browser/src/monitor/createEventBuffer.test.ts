import type { PutRumEventsRequest } from '@aws-rum/web-core/dispatch/dataplane';
import { Orchestration } from '@aws-rum/web-slim/orchestration/Orchestration';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { RumConfig } from '../api/types.ts';
import { createAwsRum } from './awsRumInternals.ts';
import { createEventBuffer } from './createEventBuffer.ts';
import { inertConfig, monitorConfig } from './monitorConfig.ts';
import type { Recording } from './Recording.ts';

const ID = '00000000-1111-4222-8333-444444444444';

/** A buffer on a real AwsRum, and the batches that it hands over. */
function setUp(config: RumConfig = {}) {
  const guest = { appMonitorId: ID };
  const merged = monitorConfig('guest', {
    region: 'us-east-1',
    applicationVersion: '1',
    guest,
    authenticated: guest,
    config,
  });
  const rum = createAwsRum(vi.fn(), Orchestration, ID, '1', 'us-east-1', {
    ...inertConfig(merged, ID, undefined),
  });
  rum.disable();
  const batches: { user: string; request: PutRumEventsRequest }[] = [];
  const onSessionFull = vi.fn();
  const buffer = createEventBuffer({
    rum,
    config,
    deliver: (request, { owner }) => batches.push({ user: owner.userKey, request }),
    onSessionFull,
  });
  const begin = (userKey: string, newSession = true): Recording => {
    const recording: Recording = { state: 'live', owner: { credentials: undefined, userKey } };
    buffer.begin(recording, newSession);
    rum.open(newSession ? 'new' : 'own');
    return recording;
  };
  const end = (recording: Recording): void => {
    buffer.end();
    rum.disable();
    recording.state = 'ended';
  };
  const event = (type: string, recording: Recording, candidate = false): void =>
    buffer.record({ type, data: {}, candidate }, recording);
  /** The app's events as `user session: types`, a line for each batch. */
  const lines = (): string[] =>
    batches.map(({ user, request }) => {
      const types = request.RumEvents.map(({ type }) => type).filter((type) => !type.startsWith('com.amazon'));
      return `${user} ${request.UserDetails.sessionId === rum.sessionId ? 'now' : 'then'}: ${types.join()}`;
    });
  return { rum, buffer, batches, begin, end, event, lines, onSessionFull };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('hands over after the dispatch interval', () => {
  const { begin, event, lines } = setUp({ dispatchInterval: 2000 });
  event('a', begin('alice'));
  vi.advanceTimersByTime(1999);
  expect(lines()).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(lines()).toEqual(['alice now: a']);
});

it.each([
  ['the session is not sampled', { sessionSampleRate: 0 }],
  ['nothing of it was allowed', {}],
])('takes nothing late for a recording that ended without a session: %s', (_, config) => {
  const { buffer, begin, end, event, batches } = setUp(config);
  const alice = begin('alice');
  if ('sessionSampleRate' in config) event('early', alice);
  end(alice);
  event('late', alice);
  begin('bob');
  event('late', alice);
  buffer.flush();
  expect(batches.flatMap(({ request }) => request.RumEvents.map(({ type }) => type))).toEqual([]);
});

it.each([
  ['has not begun yet', {}],
  ['is not sampled', { sessionSampleRate: 0 }],
])('files what is late under its own session, where the next %s', (_, next) => {
  const config: RumConfig = {};
  const { rum, buffer, begin, end, event, batches } = setUp(config);
  const alice = begin('alice');
  event('a', alice);
  end(alice);
  const session = rum.sessionId;
  Object.assign(rum.context.config, next);
  const bob = begin('bob');
  event('late', alice);
  event('b', bob);
  buffer.flush();
  const late = batches.find(({ request }) => request.RumEvents.some(({ type }) => type === 'late'));
  expect(late).toMatchObject({ user: 'alice', request: { UserDetails: { sessionId: session } } });
});

it('takes what is late for a recording of a session that goes on, though it had no event of its own', () => {
  const { begin, end, event, lines } = setUp();
  const first = begin('guest');
  event('a', first);
  end(first);
  const second = begin('guest', false);
  end(second);
  event('late', second);
  expect(lines()).toEqual(['guest now: a', 'guest now: late']);
});

it('hands over a full batch at once, and no event of the next with it', () => {
  const { begin, event, batches } = setUp({ batchLimit: 3 });
  const recording = begin('alice');
  for (let count = 0; count < 7; count++) event('a', recording);
  expect(batches.map(({ request }) => request.RumEvents.length)).toEqual([3, 3]);
});

it.each<RumConfig>([{ eventCacheSize: 2 }, { batchLimit: 1200 }])(
  'drops nothing when aws-rum-web would find its cache full: %o',
  (config) => {
    const { begin, event, buffer, lines } = setUp(config);
    const alice = begin('alice');
    const types = Array.from({ length: 1100 }, (_, index) => `e${index}`);
    types.forEach((type) => event(type, alice));
    buffer.flush();
    expect(lines().flatMap((line) => line.replace('alice now: ', '').split(','))).toEqual(types);
  },
);

it('hands over everything when a recording ends', () => {
  const { begin, end, event, lines } = setUp({ batchLimit: 2, dispatchInterval: 0 });
  const recording = begin('alice');
  for (const type of ['a', 'b', 'c', 'd']) event(type, recording);
  event('candidate', recording, true);
  end(recording);
  expect(lines().join(' ')).toMatch(/a.*b.*c.*d.*candidate/);
});

it('files what is late under the session and the user of its own recording', () => {
  const { begin, end, event, lines, buffer } = setUp();
  const alice = begin('alice');
  event('hers', alice);
  end(alice);
  const bob = begin('bob');
  event('his', bob);
  event('late hers', alice);
  event('his again', bob);
  buffer.flush();
  expect(lines()).toEqual(['alice then: hers', 'bob now: his', 'alice then: late hers', 'bob now: his again']);
});

it('records only the latest candidate of a type, when it is flushed', () => {
  const { begin, event, lines, buffer } = setUp();
  const recording = begin('alice');
  event('cls', recording, true);
  event('inp', recording, true);
  event('cls', recording, true);
  buffer.flush();
  buffer.flush();
  expect(lines()).toEqual(['alice now: cls,inp']);
});

it('lets a late candidate wait for a later one of its kind while the session goes on', () => {
  const { begin, end, event, lines, buffer } = setUp();
  const before = begin('alice');
  event('a', before);
  end(before);
  event('cls', before, true);
  const after = begin('alice', false);
  event('cls', after, true);
  buffer.flush();
  expect(lines()).toEqual(['alice now: a', 'alice now: cls']);
});

it('records a candidate that waits under its own session before a new one begins', () => {
  const { begin, end, event, lines, buffer } = setUp();
  const alice = begin('alice');
  event('a', alice);
  end(alice);
  event('cls', alice, true);
  const bob = begin('bob');
  event('b', bob);
  buffer.flush();
  expect(lines()).toEqual(['alice then: a', 'alice then: cls', 'bob now: b']);
});

it('keeps apart two sessions of one recording', () => {
  const { begin, event, batches, buffer, rum } = setUp({ suppressSessionStartEvent: true });
  const recording = begin('alice');
  event('first', recording);
  const first = rum.sessionId;
  rum.client.startSession();
  event('second', recording);
  buffer.flush();
  expect(batches.map(({ request }) => request.UserDetails.sessionId)).toEqual([first, rum.sessionId]);
});

it('records a candidate as of the page and time it was measured at, and once', () => {
  const { begin, event, batches, buffer, rum } = setUp();
  vi.setSystemTime(1000);
  const recording = begin('alice');
  rum.viewPage({ pageId: '/a' });
  event('cls', recording, true);
  vi.setSystemTime(5000);
  rum.viewPage({ pageId: '/b' });
  buffer.flush();
  event('cls', recording, true);
  buffer.flush();
  const found = batches.flatMap(({ request }) => request.RumEvents).filter(({ type }) => type === 'cls');
  expect(found).toHaveLength(1);
  expect(found[0]!.timestamp.getTime()).toBe(1000);
  expect(JSON.parse(found[0]!.metadata!)).toMatchObject({ pageId: '/a' });
  // What comes after it is of the present page.
  event('later', recording);
  buffer.flush();
  expect(JSON.parse(batches.at(-1)!.request.RumEvents[0]!.metadata!)).toMatchObject({ pageId: '/b' });
});

it('goes on when the app records while a batch is handed over', () => {
  const deliver = vi.fn();
  const { rum } = setUp();
  const buffer = createEventBuffer({
    rum,
    config: { batchLimit: 2, dispatchInterval: 1000 },
    deliver: (batch, recording) => {
      deliver(batch.RumEvents.map(({ type }) => type));
      for (const event of batch.RumEvents) {
        buffer.record({ type: `audit of ${event.type}`, data: {} }, recording);
      }
    },
    onSessionFull: vi.fn(),
  });
  const recording: Recording = { state: 'live', owner: { credentials: undefined, userKey: '' } };
  buffer.begin(recording, false);
  rum.open('own');
  buffer.record({ type: 'a', data: {} }, recording);
  buffer.flush();
  expect(deliver).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1000);
  expect(deliver).toHaveBeenCalledTimes(2);
});

it('says when the session is full', () => {
  const { begin, event, onSessionFull } = setUp({ sessionEventLimit: 2 });
  const recording = begin('alice');
  event('a', recording);
  event('b', recording);
  expect(onSessionFull).toHaveBeenCalledExactlyOnceWith(recording);
});

it('does not end when a plugin records while it is flushed', () => {
  const { begin, event, lines, buffer, rum } = setUp();
  const recording = begin('alice');
  rum.client.addPlugin({
    load: () => undefined,
    enable: () => undefined,
    disable: () => undefined,
    getPluginId: () => 'plugin',
    flush: () => rum.client.recordEvent('from the plugin', {}),
  });
  event('a', recording);
  buffer.flush();
  expect(lines()).toEqual(['alice now: a,from the plugin']);
});

it('loses, doubles and misfiles nothing, whatever the order of sign-ins and reports', () => {
  const step = fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom('alice', 'bob').map((user) => ({ is: 'begin' as const, user })) },
    { weight: 6, arbitrary: fc.nat(20).map((back) => ({ is: 'event' as const, back })) },
    { weight: 1, arbitrary: fc.constant({ is: 'flush' as const }) },
    { weight: 1, arbitrary: fc.nat(9000).map((ms) => ({ is: 'wait' as const, ms })) },
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.constantFrom(1, 2, 100), (steps, batchLimit) => {
      const { begin, end, event, buffer, batches } = setUp({ batchLimit });
      const recordings: Recording[] = [];
      const expected: string[] = [];
      const start = (user: string): void => {
        const before = recordings.at(-1);
        if (before) end(before);
        const recording = begin(user);
        recordings.push(recording);
        event('begins', recording);
      };
      start('alice');
      steps.forEach((step, index) => {
        if (step.is === 'begin') start(step.user);
        else if (step.is === 'flush') buffer.flush();
        else if (step.is === 'wait') vi.advanceTimersByTime(step.ms);
        else {
          const recording = recordings[Math.max(0, recordings.length - 1 - step.back)]!;
          event(`app ${index}`, recording);
          expected.push(`${recording.owner.userKey} ${recording.session!.id} app ${index}`);
        }
      });
      buffer.flush();
      const arrived = batches.flatMap(({ user, request: { UserDetails, RumEvents } }) =>
        RumEvents.filter(({ type }) => type.startsWith('app')).map(
          ({ type }) => `${user} ${UserDetails.sessionId} ${type}`,
        ),
      );
      expect(arrived.sort()).toEqual(expected.sort());
    }),
    { numRuns: 60 },
  );
});
