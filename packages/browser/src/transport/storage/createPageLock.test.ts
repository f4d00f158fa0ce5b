import { expect, it, vi } from 'vitest';
import { createPageLock } from './createPageLock.ts';

function createLocks() {
  const held: string[] = [];
  return {
    held,
    request: vi.fn(async (name: string, work: () => Promise<unknown>) => {
      held.push(name);
      await work();
      held.splice(held.indexOf(name), 1);
    }),
    query: () => Promise.resolve({ held: held.map((name) => ({ name })) }),
  };
}

it('is held once, for the life of the page, and other pages see it', async () => {
  const locks = createLocks();
  const [one, other] = [1, 2].map(() => createPageLock('mine/', locks as unknown as LockManager));
  one!.hold();
  one!.hold();
  expect(locks.request).toHaveBeenCalledTimes(1);
  expect(await other!.holders()).toEqual([one!.page]);
  expect(one!.page).not.toBe(other!.page);
});

it('is free for others once it is released', async () => {
  const locks = createLocks();
  const lock = createPageLock('mine/', locks as unknown as LockManager);
  lock.hold();
  lock.release();
  await Promise.resolve();
  await Promise.resolve();
  expect(await lock.holders()).toEqual([]);
  // And is held again.
  lock.hold();
  expect(await lock.holders()).toEqual([lock.page]);
});
