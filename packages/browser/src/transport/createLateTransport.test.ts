import type { PutRumEventsRequest } from '@aws-rum/web-core/dispatch/dataplane';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Report } from '../problems/ProblemFacts.ts';
import type { BatchStorage } from './BatchStorage.ts';
import { createKeepaliveBudget } from './createKeepaliveBudget.ts';
import { createLateTransport, type LateTransportOptions } from './createLateTransport.ts';
import * as lateModule from './lateModule.ts';
import type { Send } from './Send.ts';
import { createLocalRows } from './storage/createLocalRows.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const owner = { credentials: undefined, userKey: '' };
const batchOf = (name: string, events = 1): PutRumEventsRequest => ({
  BatchId: name,
  AppMonitorDetails: { id: 'monitor', version: '1' },
  UserDetails: { userId: 'user', sessionId: 'session' },
  RumEvents: Array.from({ length: events }, (_, index) => ({
    id: `${name}${index}`,
    timestamp: new Date(),
    type: 'event',
    details: '{}',
  })),
});

/** A transport that loads when the test says; the service accepts all. */
function setUp({ load, openRows = () => undefined }: Partial<LateTransportOptions> = {}) {
  const sent: string[] = [];
  const send: Send = ({ request, begin }) => {
    begin(1000);
    sent.push(request.BatchId);
    return Promise.resolve({ name: 'answered', status: 200, accessKeyId: undefined });
  };
  const module = { ...lateModule, createSend: () => send };
  const report = vi.fn<Report>();
  const transport = createLateTransport({
    monitor: 'guest',
    report,
    signing: false,
    budget: createKeepaliveBudget(),
    sender: {} as LateTransportOptions['sender'],
    openRows,
    load: load ?? (() => Promise.resolve(module)),
  });
  return { transport, sent, report, module };
}

it('sends what was added before it has loaded, in order, and what comes later', async () => {
  const { transport, sent } = setUp();
  transport.add(batchOf('a'), owner);
  transport.add(batchOf('b', 2), owner);
  expect(transport.queued).toBe(3);
  const emptied = transport.empty();
  await vi.runAllTimersAsync();
  await emptied;
  transport.add(batchOf('c'), owner);
  await vi.runAllTimersAsync();
  expect(sent).toEqual(['a', 'b', 'c']);
  expect(transport.queued).toBe(0);
  expect(transport.health).toEqual({ sent: 4, dropped: {} });
});

it('is empty, and has nothing to load, while nothing waits', async () => {
  const load = vi.fn();
  const { transport } = setUp({ load });
  await transport.empty();
  transport.retry();
  transport.leave(true);
  await transport.sendStored('', () => undefined);
  expect(load).not.toHaveBeenCalled();
});

it('asks again for a chunk that does not load, ever later, and reports it once', async () => {
  const cause = new TypeError('Failed to fetch dynamically imported module');
  let fails = 3;
  const asked: number[] = [];
  const { transport, sent, report, module } = setUp({
    load: () => {
      asked.push(Date.now());
      return fails-- > 0 ? Promise.reject(cause) : Promise.resolve(module);
    },
  });
  transport.add(batchOf('a'), owner);
  await vi.advanceTimersByTimeAsync(500);
  transport.add(batchOf('b'), owner);
  expect(transport.health.lastError).toBe(`unreachable: ${String(cause)}`);
  await vi.runAllTimersAsync();
  expect(sent).toEqual(['a', 'b']);
  expect(asked.map((at) => at - asked[0]!)).toEqual([0, 1000, 3000, 7000]);
  expect(report.mock.calls).toEqual([[{ type: 'unreachable', monitor: 'guest', cause }]]);
  expect(transport.health).toEqual({ sent: 2, dropped: {} });
});

it('asks for it at once where somebody waits', async () => {
  let fails = 1;
  const { transport, sent, module } = setUp({
    load: () => (fails-- > 0 ? Promise.reject(new Error('chunk')) : Promise.resolve(module)),
  });
  transport.add(batchOf('a'), owner);
  await vi.advanceTimersByTimeAsync(0);
  transport.retry();
  await vi.advanceTimersByTimeAsync(1);
  expect(sent).toEqual(['a']);
});

it('says nothing of a chunk that nothing waits for', async () => {
  const { transport, report } = setUp({ load: () => Promise.reject(new Error('chunk')) });
  expect(await transport.load()).toBeUndefined();
  await vi.runAllTimersAsync();
  expect(report).not.toHaveBeenCalled();
});

it('lets at most 100 batches wait for it: the oldest goes, counted and reported once', async () => {
  const { transport, report } = setUp({ load: () => new Promise(() => undefined) });
  for (let index = 0; index < 102; index++) transport.add(batchOf(`${index}`, 3), owner);
  await vi.advanceTimersByTimeAsync(0);
  expect(transport.queued).toBe(300);
  expect(transport.health.dropped).toEqual({ overflow: 6 });
  expect(report.mock.calls).toEqual([[{ type: 'queue-full', monitor: 'guest', count: 3 }]]);
});

it('sends what waits even where it is stopped before it has loaded', async () => {
  const { transport, sent } = setUp();
  transport.add(batchOf('a'), owner);
  transport.stop();
  await vi.runAllTimersAsync();
  expect(sent).toEqual(['a']);
});

const rows = () => createLocalRows(localStorage, 'rum/');
afterEach(() => localStorage.clear());

it('stores what waits when the page ends before it has loaded, for the next page', () => {
  const { transport } = setUp({ load: () => new Promise(() => undefined), openRows: rows });
  transport.add(batchOf('a'), { credentials: undefined, userKey: 'alice' });
  transport.leave(false);
  expect(rows().all()).toEqual([]);
  transport.leave(true);
  transport.add(batchOf('b'), owner);
  transport.leave(true);
  expect(rows().all()).toMatchObject([
    { id: 'a', userKey: 'alice', request: { BatchId: 'a', RumEvents: [{ id: 'a0' }] } },
    { id: 'b', userKey: '' },
  ]);
});

it.each(['pageshow', 'visibilitychange'])(
  'leaves it stored when it loads as the page ends, and takes it back at %s',
  async (shown) => {
    const { transport, sent } = setUp({ openRows: rows });
    transport.add(batchOf('a'), owner);
    transport.leave(true);
    await vi.runAllTimersAsync();
    expect(sent).toEqual([]);
    expect(rows().all()).toHaveLength(1);
    dispatchEvent(new Event(shown));
    await vi.runAllTimersAsync();
    expect(sent).toEqual(['a']);
    expect(rows().all()).toEqual([]);
  },
);

it.each([
  ['sends a batch that is missing, since storage was cleared', true],
  ['leaves a batch to the page that has taken it', false],
])('%s', async (_, isFree) => {
  const { transport, sent } = setUp({ openRows: rows });
  const claim = (id: string): Promise<boolean> => Promise.resolve(id !== 'a' || isFree);
  transport.add(batchOf('a'), owner);
  transport.add(batchOf('b'), owner);
  transport.leave(true);
  rows().remove('a');
  // As storage is opened: once all has loaded.
  void transport
    .load()
    .then(() => transport.useStorage({ claim, remove: () => undefined } as Partial<BatchStorage> as BatchStorage));
  await vi.advanceTimersByTimeAsync(0);
  dispatchEvent(new Event('pageshow'));
  await vi.runAllTimersAsync();
  expect(sent).toEqual(isFree ? ['a', 'b'] : ['b']);
  expect(transport.queued).toBe(0);
});

it('stores nothing where nothing may be stored, or consent was withdrawn, or storage is blocked', async () => {
  const blocked = () => {
    throw new DOMException('blocked', 'SecurityError');
  };
  for (const openRows of [() => undefined, blocked]) {
    const { transport, sent } = setUp({ openRows });
    transport.add(batchOf('a'), owner);
    transport.leave(true);
    await vi.runAllTimersAsync();
    expect(sent).toEqual(['a']);
  }
  const { transport } = setUp({ load: () => new Promise(() => undefined), openRows: rows });
  transport.add(batchOf('a'), owner);
  transport.useStorage(undefined);
  transport.leave(true);
  expect(localStorage).toHaveLength(0);
});
