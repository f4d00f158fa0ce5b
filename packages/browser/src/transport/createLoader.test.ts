import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLoader } from './createLoader.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const cause = new TypeError('Failed to fetch dynamically imported module');

function setUp(outcomes: ('fails' | 'loads')[], isNeeded = true) {
  const asked: number[] = [];
  const start = Date.now();
  const onLoad = vi.fn(() => Promise.resolve());
  const onFailure = vi.fn();
  const loader = createLoader({
    load: () => {
      asked.push(Date.now() - start);
      return outcomes.shift() === 'fails' ? Promise.reject(cause) : Promise.resolve('module');
    },
    onLoad,
    isNeeded: () => isNeeded,
    onFailure,
  });
  return { loader, asked, onLoad, onFailure };
}

it('loads once, however many ask for it', async () => {
  const { loader, asked, onLoad } = setUp(['loads']);
  expect(await Promise.all([loader.now(), loader.now()])).toEqual(['module', 'module']);
  loader.soon();
  expect(asked).toEqual([0]);
  expect(onLoad).toHaveBeenCalledExactlyOnceWith('module');
});

it('asks again, ever later, as long as it is needed, whoever asked before', async () => {
  const { loader, asked, onFailure } = setUp(['fails', 'fails', 'fails', 'loads']);
  expect(await Promise.all([loader.now(), loader.now()])).toEqual([undefined, undefined]);
  loader.soon();
  await vi.runAllTimersAsync();
  expect(asked).toEqual([0, 1000, 3000, 7000]);
  expect(onFailure.mock.calls).toEqual([true, false, false].map((isFirst) => [cause, isFirst]));
});

it('asks at once when told to, and not once more later', async () => {
  const { loader, asked } = setUp(['fails', 'loads']);
  await loader.now();
  await vi.advanceTimersByTimeAsync(100);
  await loader.now();
  await vi.runAllTimersAsync();
  expect(asked).toEqual([0, 100]);
});

it('leaves it at that where nothing waits for it', async () => {
  const { loader, asked, onFailure } = setUp(['fails'], false);
  expect(await loader.now()).toBeUndefined();
  await vi.runAllTimersAsync();
  expect(asked).toEqual([0]);
  expect(onFailure).not.toHaveBeenCalled();
});
