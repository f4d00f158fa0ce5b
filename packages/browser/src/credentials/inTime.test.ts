import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { inTime, NO_ANSWER } from './inTime.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const hang = (): Promise<never> => new Promise(() => undefined);
it('gives what comes of the work, and leaves nothing behind', async () => {
  expect(await inTime(() => Promise.resolve('fine'))).toBe('fine');
  await expect(inTime(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(vi.getTimerCount()).toBe(0);
});

it('aborts work that takes too long, and rejects though the work never settles', async () => {
  let aborted: AbortSignal | undefined;
  const late = inTime((signal) => {
    aborted = signal;
    return hang();
  });
  const fate = expect(late).rejects.toBe(NO_ANSWER);
  await vi.advanceTimersByTimeAsync(30_000);
  await fate;
  expect(aborted!.aborted).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});
