import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { flush } from './flush.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function setUp(state: 'known' | 'pending') {
  let arrive: () => void = () => undefined;
  const acknowledged = new Promise<void>((done) => (arrive = done));
  const transport = { retry: vi.fn(), empty: () => acknowledged };
  const unsubscribe = vi.fn();
  let answer: () => void = () => undefined;
  const signIn = {
    whenKnown: (listener: () => void) => {
      if (state === 'known') listener();
      else answer = listener;
      return unsubscribe;
    },
  };
  const flushMonitors = vi.fn();
  const parts = { signIn, monitors: [{ transport }], flushMonitors } as never;
  return { parts, arrive: () => arrive(), answer: () => answer(), transport, flushMonitors, unsubscribe };
}

it('resolves with true once everything is acknowledged, having tried what waits at once', async () => {
  const { parts, arrive, transport, flushMonitors } = setUp('known');
  const flushed = flush(parts);
  expect(flushMonitors).toHaveBeenCalledTimes(1);
  expect(transport.retry).toHaveBeenCalledTimes(1);
  arrive();
  expect(await flushed).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

it('resolves with false after the timeout', async () => {
  const { parts } = setUp('known');
  const flushed = flush(parts, 300);
  await vi.advanceTimersByTimeAsync(299);
  const early = await Promise.race([flushed, Promise.resolve('waits')]);
  expect(early).toBe('waits');
  await vi.advanceTimersByTimeAsync(1);
  expect(await flushed).toBe(false);
});

it('waits to know who is signed in before it hands anything over', async () => {
  const { parts, arrive, answer, flushMonitors, unsubscribe } = setUp('pending');
  const flushed = flush(parts);
  expect(flushMonitors).not.toHaveBeenCalled();
  answer();
  arrive();
  expect(await flushed).toBe(true);
  expect(flushMonitors).toHaveBeenCalledTimes(1);
  expect(unsubscribe).toHaveBeenCalled();
});

it('leaves no listener behind when nobody ever answers', async () => {
  const { parts, unsubscribe } = setUp('pending');
  const flushed = flush(parts, 100);
  await vi.advanceTimersByTimeAsync(100);
  expect(await flushed).toBe(false);
  expect(unsubscribe).toHaveBeenCalledTimes(1);
});
