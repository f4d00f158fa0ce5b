import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createHold } from './createPendingQueue.ts';
import type { Item } from '../monitor/createEventBuffer.ts';
import type { Report } from '../problems/createProblems.ts';

const report = vi.fn<Report>();

beforeEach(() => {
  vi.useFakeTimers({ now: 1000 });
  report.mockClear();
});
afterEach(() => vi.useRealTimers());

const event = (type: string, data: object = {}): Item => ({ type, data });
const candidate = (type: string, value: number): Item => ({ type, data: { value }, candidate: true });

/** What comes out, in order, as text. */
function release(hold: ReturnType<typeof createHold>): string[] {
  const seen: string[] = [];
  hold.release().replay(
    ({ type, data, at }, telemetry) => seen.push(`${type} ${JSON.stringify(data)} ${telemetry} ${at}`),
    (page, at) => seen.push(`page ${JSON.stringify(page)} ${at}`),
  );
  return seen;
}

it('gives everything back in order, with the time it came', () => {
  const hold = createHold(report);
  hold.page('/a');
  vi.advanceTimersByTime(50);
  hold.item(event('error', { a: 1 }), 'errors');
  vi.advanceTimersByTime(50);
  hold.page({ pageId: '/b' });
  expect(release(hold)).toEqual(['page "/a" 1000', 'error {"a":1} errors 1050', 'page {"pageId":"/b"} 1100']);
  expect(report).not.toHaveBeenCalled();
});

it('is empty afterwards', () => {
  const hold = createHold(report);
  hold.page('/a');
  hold.attributes({ a: 1 });
  hold.release();
  expect(hold.release()).toMatchObject({ attributes: {}, firstPage: undefined, since: undefined });
  expect(release(hold)).toEqual([]);
});

it('tells the first page, and since when it waits', () => {
  const hold = createHold(report);
  hold.item(event('early'), '');
  vi.advanceTimersByTime(10);
  hold.page('/a');
  hold.page('/b');
  expect(hold.release()).toMatchObject({ firstPage: '/a', since: 1000 });
});

it('keeps of a candidate only the latest', () => {
  const hold = createHold(report);
  hold.item(candidate('cls', 1), 'performance');
  hold.item(candidate('inp', 5), 'performance');
  hold.item(candidate('cls', 2), 'performance');
  hold.item(event('cls', { value: 3 }), 'performance');
  expect(release(hold).map((line) => line.replace(/ \d+$/, ''))).toEqual([
    'cls {"value":2} performance',
    'inp {"value":5} performance',
    'cls {"value":3} performance',
  ]);
});

it('adds attributes up, the later over the earlier', () => {
  const hold = createHold(report);
  hold.attributes({ a: 1, b: 1 });
  hold.attributes({ b: 2 });
  expect(hold.release().attributes).toEqual({ a: 1, b: 2 });
});

it('keeps data as it was, whatever the app does to it later', () => {
  const hold = createHold(report);
  const data = { items: ['mug'] };
  const metadata = { step: 'one' };
  const page = { pageId: '/a' };
  hold.item({ type: 'cart', data, metadata }, '');
  hold.page(page);
  data.items.push('lamp');
  metadata.step = 'two';
  page.pageId = '/b';
  const out: unknown[] = [];
  hold.release().replay(
    (item) => out.push(item.data, item.metadata),
    (page) => out.push(page),
  );
  expect(out).toEqual([{ items: ['mug'] }, { step: 'one' }, { pageId: '/a' }]);
});

it('is bounded: the first thousand stay, the rest is counted and reported once', () => {
  const hold = createHold(report);
  for (let index = 0; index < 1500; index++) hold.item(event('many', { index }), '');
  // A newer one of a candidate that has its place is no further one.
  expect(release(hold)).toHaveLength(1000);
  expect(report.mock.calls).toEqual([[{ type: 'pending-full', count: 500 }]]);
  hold.item(event('next'), '');
  expect(release(hold)).toHaveLength(1);
  expect(report).toHaveBeenCalledTimes(1);
});

it('updates a candidate even when it is full', () => {
  const hold = createHold(report);
  hold.item(candidate('cls', 1), '');
  for (let index = 0; index < 1000; index++) hold.item(event('many'), '');
  hold.item(candidate('cls', 2), '');
  expect(release(hold)[0]).toMatch(/^cls \{"value":2\}/);
});
