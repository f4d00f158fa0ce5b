import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createFeed } from '../live/createFeed.ts';
import { acceptedOf, batchOf } from '../testing/stored.ts';
import { prepareWhenQuiet } from './prepareWhenQuiet.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('prepares when many events are there and none comes any more, each time', () => {
  const feed = createFeed();
  const prepare = vi.fn(() => Promise.resolve());
  let events = 10;
  const stop = prepareWhenQuiet({ feed, store: { counts: () => ({ events }) as never }, prepare, quiet: 100 });
  const come = (): void => feed.publish('batch', acceptedOf(batchOf({}), []));
  come();
  vi.advanceTimersByTime(1000);
  expect(prepare).not.toHaveBeenCalled();
  events = 5000;
  for (let batch = 0; batch < 5; batch += 1) {
    come();
    vi.advanceTimersByTime(99);
  }
  expect(prepare).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(prepare).toHaveBeenCalledTimes(1);
  come();
  stop();
  come();
  vi.advanceTimersByTime(1000);
  expect(prepare).toHaveBeenCalledTimes(1);
});

it('prepares what was there at the start', () => {
  const prepare = vi.fn(() => Promise.reject(new Error('no')));
  prepareWhenQuiet({ feed: createFeed(), store: { counts: () => ({ events: 5000 }) as never }, prepare, quiet: 100 });
  vi.advanceTimersByTime(100);
  expect(prepare).toHaveBeenCalledTimes(1);
});
