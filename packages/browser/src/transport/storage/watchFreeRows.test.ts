import { expect, it, vi } from 'vitest';
import { watchFreeRows } from './watchFreeRows.ts';

it('hears of what other pages leave, and of nothing else', () => {
  const onFree = vi.fn();
  const tell = (key: string | null, newValue: string | null): void => {
    dispatchEvent(Object.assign(new Event('storage'), { key, newValue }));
  };
  vi.useFakeTimers();
  const unwatch = watchFreeRows('mine/', onFree);
  tell('mine/', null);
  tell('mine/a', '{}');
  tell('other/a', '{}');
  tell(null, null);
  vi.runAllTimers();
  expect(onFree).not.toHaveBeenCalled();
  tell('mine/', '1');
  vi.runAllTimers();
  expect(onFree).toHaveBeenCalledTimes(1);
  unwatch();
  tell('mine/', '1');
  vi.runAllTimers();
  expect(onFree).toHaveBeenCalledTimes(1);
  vi.useRealTimers();
});
