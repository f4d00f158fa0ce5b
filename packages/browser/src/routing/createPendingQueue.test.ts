import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Observation } from '../monitor/Observation.ts';
import { createPendingQueue } from './createPendingQueue.ts';

type Queue = ReturnType<typeof createPendingQueue>;

beforeEach(() => {
  vi.useFakeTimers({ now: 1000 });
  document.title = 'Shop';
  history.replaceState(null, '', '/');
});
afterEach(() => vi.useRealTimers());

const event = (type: string, data: object = {}): Observation => ({ type, data });
const candidate = (type: string, value: number): Observation => ({ type, data: { value }, candidate: true });

/** What comes out, in order, as text. */
const take = (queue: Queue): string[] =>
  queue.take().entries.map((entry) => {
    if (entry.is === 'page') return `page ${JSON.stringify(entry.page)} ${entry.moment.at}`;
    const { type, data, moment } = entry.observation;
    return `${type} ${JSON.stringify(data)} ${entry.telemetry} ${moment.at}`;
  });

it('gives everything back in order, with the time it happened', () => {
  const queue = createPendingQueue();
  queue.addObservation(event('first'), '');
  vi.advanceTimersByTime(50);
  queue.addObservation(event('error', { a: 1 }), 'errors');
  vi.advanceTimersByTime(50);
  queue.addPage({ pageId: '/b', pageAttributes: { title: 'B' } }, true);
  expect(take(queue)).toEqual([
    'first {}  1000',
    'error {"a":1} errors 1050',
    'page {"pageId":"/b","pageAttributes":{"title":"B"}} 1100',
  ]);
});

it('is empty afterwards', () => {
  const queue = createPendingQueue();
  queue.addPage({ pageId: '/a' }, false);
  queue.addAttributes({ a: 1 });
  queue.take();
  expect(queue.begin(true)).toEqual({ page: undefined, moment: undefined });
  expect(queue.take()).toEqual({ entries: [], attributes: {}, lost: 0 });
});

it('gives a page the title that the document has at that moment, unless it brings its own', () => {
  const queue = createPendingQueue();
  queue.addPage({ pageId: '/a' }, false);
  document.title = 'Another';
  queue.addPage({ pageId: '/b', pageTags: ['tag'] }, false);
  queue.addPage({ pageId: '/c', pageAttributes: { title: 'Its own', step: 1 } }, false);
  expect(queue.take().entries).toMatchObject([
    { page: { pageId: '/a', pageAttributes: { title: 'Shop' } } },
    { page: { pageId: '/b', pageTags: ['tag'], pageAttributes: { title: 'Another' } } },
    { page: { pageId: '/c', pageAttributes: { title: 'Its own', step: 1 } } },
  ]);
});

it('keeps the address that each thing happened at', () => {
  const queue = createPendingQueue();
  history.replaceState(null, '', '/callback?code=1');
  queue.addObservation(event('there'), '');
  history.replaceState(null, '', '/home');
  queue.addPage({ pageId: '/home' }, true);
  const urls = queue.take().entries.map((entry) => (entry.is === 'page' ? entry : entry.observation).moment.url);
  expect(urls.map((url) => url.replace(location.origin, ''))).toEqual(['/callback?code=1', '/home']);
});

it('says where a recording begins: on the first page, when the first of all happened', () => {
  const queue = createPendingQueue();
  queue.addObservation(event('early'), '');
  vi.advanceTimersByTime(10);
  queue.addPage({ pageId: '/a' }, true);
  queue.addPage({ pageId: '/b' }, true);
  expect(queue.begin(true)).toMatchObject({ page: { pageId: '/a' }, moment: { at: 1000 } });
});

it('begins on the page that was current before, where something happened on it', () => {
  const queue = createPendingQueue();
  queue.open({ pageId: '/before' });
  history.replaceState(null, '', '/a');
  queue.addObservation(event('there'), '');
  queue.addPage({ pageId: '/a' }, true);
  expect(queue.begin(true)).toMatchObject({
    page: { pageId: '/before' },
    moment: { at: 1000, url: `${location.origin}/` },
  });
  queue.take();
  queue.open({ pageId: '/before' });
  queue.addPage({ pageId: '/a' }, true);
  expect(queue.begin(true)).toMatchObject({ page: { pageId: '/a' }, moment: { url: `${location.origin}/a` } });
});

it('begins on no page that was viewed by itself, for an app monitor that wants none', () => {
  const queue = createPendingQueue();
  queue.addPage({ pageId: '/automatic' }, true);
  expect(queue.begin(false)).toMatchObject({ page: undefined, moment: { at: 1000 } });
  queue.addPage({ pageId: '/said' }, false);
  expect(queue.begin(false)).toMatchObject({ page: { pageId: '/said' } });
});

it('keeps of a candidate only the latest', () => {
  const queue = createPendingQueue();
  queue.addObservation(candidate('cls', 1), 'performance');
  queue.addObservation(candidate('inp', 5), 'performance');
  queue.addObservation(candidate('cls', 2), 'performance');
  queue.addObservation(event('cls', { value: 3 }), 'performance');
  expect(take(queue).map((line) => line.replace(/ \d+$/, ''))).toEqual([
    'inp {"value":5} performance',
    'cls {"value":2} performance',
    'cls {"value":3} performance',
  ]);
});

it('adds attributes up, the later over the earlier', () => {
  const queue = createPendingQueue();
  queue.addAttributes({ a: 1, b: 1 });
  queue.addAttributes({ b: 2 });
  expect(queue.take().attributes).toEqual({ a: 1, b: 2 });
});

it('keeps data as it was, whatever the app does to it later', () => {
  const queue = createPendingQueue();
  const data = { items: ['mug'] };
  const metadata = { step: 'one' };
  queue.addObservation({ type: 'cart', data, metadata }, '');
  data.items.push('lamp');
  metadata.step = 'two';
  expect(queue.take().entries).toMatchObject([
    { observation: { data: { items: ['mug'] }, metadata: { step: 'one' } } },
  ]);
});

it('is bounded: the first thousand stay, the rest is counted', () => {
  const queue = createPendingQueue();
  for (let index = 0; index < 1500; index++) queue.addObservation(event('many', { index }), '');
  const { entries, lost } = queue.take();
  expect(entries).toHaveLength(1000);
  expect(lost).toBe(500);
});

it('updates a candidate even when it is full', () => {
  const queue = createPendingQueue();
  queue.addObservation(candidate('cls', 1), '');
  for (let index = 0; index < 1000; index++) queue.addObservation(event('many'), '');
  queue.addObservation(candidate('cls', 2), '');
  expect(take(queue).at(-1)).toMatch(/^cls \{"value":2\}/);
});
