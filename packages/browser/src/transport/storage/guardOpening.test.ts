import { expect, it, vi } from 'vitest';
import { guardOpening } from './guardOpening.ts';

it('holds a lock for as long as the database opens', async () => {
  const held: string[] = [];
  const request = async (name: string, work: () => Promise<unknown>): Promise<void> => {
    held.push(name);
    await work();
    held.pop();
  };
  let open!: () => void;
  const opening = new Promise<void>((done) => (open = done));
  const guarded = guardOpening('mine/', { request } as unknown as LockManager, opening);
  expect(held).toEqual(['mine/opening']);
  open();
  await guarded;
  expect(held).toEqual([]);
});

it('makes no error of a database that does not open', async () => {
  const locks = { request: vi.fn((name: string, work: () => unknown) => work()) };
  const opening = Promise.reject(new Error('blocked'));
  await expect(guardOpening('mine/', locks as unknown as LockManager, opening)).resolves.toBeUndefined();
  expect(locks.request).toHaveBeenCalledOnce();
});

it('does without locks where a browser has none', async () => {
  const none = undefined as unknown as LockManager;
  await expect(guardOpening('mine/', none, Promise.resolve())).resolves.toBeUndefined();
});
