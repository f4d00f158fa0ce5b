import { expect, it } from 'vitest';
import { createTurns } from './createTurns.ts';

/** Work that ends when it is told to, and notes when it begins. */
function createWorks() {
  const begun: string[] = [];
  const ends: Record<string, () => void> = {};
  const work = (name: string) => (): Promise<string> => {
    begun.push(name);
    return new Promise(
      (resolve, reject) => (ends[name] = () => (name === 'bad' ? reject(new Error(name)) : resolve(name))),
    );
  };
  return { begun, work, end: (name: string) => ends[name]!() };
}
const never = new AbortController().signal;
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

it('does no more at one time, and the rest in order, whatever fails', async () => {
  const { begun, work, end } = createWorks();
  const inTurn = createTurns(2);
  const done = ['a', 'bad', 'c', 'd'].map((name) => inTurn(work(name), never).catch(() => 'failed'));
  await settled();
  expect(begun).toEqual(['a', 'bad']);
  end('bad');
  await settled();
  expect(begun).toEqual(['a', 'bad', 'c']);
  end('a');
  await settled();
  end('c');
  end('d');
  expect(await Promise.all(done)).toEqual(['a', 'failed', 'c', 'd']);
});

it('never begins what is given up while it waits, and goes on with the next', async () => {
  const { begun, work, end } = createWorks();
  const inTurn = createTurns(1);
  const first = inTurn(work('a'), never);
  const gone = new AbortController();
  const second = inTurn(work('b'), gone.signal);
  const third = inTurn(work('c'), never);
  gone.abort();
  await expect(second).rejects.toThrow();
  end('a');
  expect(await first).toBe('a');
  await settled();
  expect(begun).toEqual(['a', 'c']);
  end('c');
  expect(await third).toBe('c');
});
