import { expect, it, vi } from 'vitest';
import { guardOpening } from './guardOpening.ts';

const lockManager = (held: string[]): LockManager => {
  const request = async (name: string, work: () => Promise<unknown>): Promise<void> => {
    held.push(name);
    await work().finally(() => held.pop());
  };
  return { request } as unknown as LockManager;
};

it('holds a lock for as long as the database opens', async () => {
  const held: string[] = [];
  let open!: () => void;
  guardOpening('mine/', lockManager(held), new Promise<void>((done) => (open = done)));
  expect(held).toEqual(['mine/']);
  open();
  await vi.waitFor(() => expect(held).toEqual([]));
});

it('makes no error of a database that does not open', async () => {
  const held: string[] = [];
  guardOpening('mine/', lockManager(held), Promise.reject(new Error('blocked')));
  // An unhandled rejection fails the run.
  await vi.waitFor(() => expect(held).toEqual([]));
});

it('does without locks where a browser has none', () => {
  expect(() => guardOpening('mine/', undefined, Promise.resolve())).not.toThrow();
});
