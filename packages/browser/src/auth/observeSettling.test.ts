import { afterEach, expect, it, vi } from 'vitest';
import { observeSettling } from './observeSettling.ts';

const wait = (): Promise<unknown> => new Promise((later) => setTimeout(later, 20));
const error = new Error('popup closed');
/** Rejected a little later. */
const failing = async (): Promise<never> => {
  await Promise.resolve();
  throw error;
};
const failingNow = (): Promise<never> => Promise.reject(error);

const unhandled: unknown[] = [];
const onUnhandled = (reason: unknown): void => void unhandled.push(reason);
// Vitest fails a run for what nobody handles; here it is the subject.
const listeners = process.listeners('unhandledRejection');

async function countUnhandled(act: () => void): Promise<number> {
  unhandled.length = 0;
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', onUnhandled);
  act();
  await wait();
  process.removeListener('unhandledRejection', onUnhandled);
  for (const listener of listeners) process.on('unhandledRejection', listener);
  expect(unhandled.every((reason) => reason === error)).toBe(true);
  return unhandled.length;
}
afterEach(() => expect(process.listeners('unhandledRejection')).toEqual(listeners));

const observed = <Value>(promise: Promise<Value>): Promise<Value> => {
  observeSettling(promise, () => undefined);
  return promise;
};

const ignore = (): void => undefined;
const use = async (promise: Promise<never>): Promise<void> => {
  await promise;
};
const uses: [string, (promise: Promise<never>) => unknown][] = [
  ['nobody', ignore],
  ['then', (promise) => void promise.then(ignore)],
  ['then with both', (promise) => void promise.then(ignore, ignore)],
  ['catch', (promise) => void promise.catch(ignore)],
  ['finally', (promise) => void promise.finally(ignore)],
  ['finally and catch', (promise) => void promise.finally(ignore).catch(ignore)],
  ['await in try', async (promise) => await promise.catch(ignore)],
  ['await', (promise) => void use(promise).catch(ignore)],
  ['await, and nobody beyond', (promise) => void use(promise)],
  ['return from an async function', (promise) => void (async () => promise)().catch(ignore)],
  ['Promise.all', (promise) => void Promise.all([promise]).catch(ignore)],
  ['Promise.allSettled', (promise) => void Promise.allSettled([promise])],
  ['Promise.race', (promise) => void Promise.race([promise])],
  ['resolve', (promise) => void new Promise((resolve) => resolve(promise)).catch(ignore)],
  ['duck typing', (promise) => typeof promise.then === 'function'],
  ['instanceof', (promise) => promise instanceof Promise],
];

it.each(uses)('changes nothing about what is unhandled where the promise is used by: %s', async (_, act) => {
  for (const make of [failing, failingNow]) {
    const expected = await countUnhandled(() => void act(make()));
    expect(await countUnhandled(() => void act(observed(make())))).toBe(expected);
  }
});

it('tells when a promise settles, before anybody who gets it later hears of it', async () => {
  const order: string[] = [];
  const promise = Promise.resolve(1);
  observeSettling(promise, (failure) => order.push(failure ? 'failed' : 'settled'));
  const app = async (): Promise<void> => {
    await promise;
    order.push('app');
  };
  await app();
  expect(order).toEqual(['settled', 'app']);

  order.length = 0;
  const rejected = failing();
  observeSettling(rejected, (failure) => order.push(failure?.reason === error ? 'failed' : 'settled'));
  await rejected.catch(() => order.push('app'));
  expect(order).toEqual(['failed', 'app']);
});

it('keeps the order of callbacks as it is without us', async () => {
  const run = async (isObserved: boolean): Promise<string[]> => {
    const order: string[] = [];
    const first = (async () => Promise.resolve())();
    const second = (async () => Promise.resolve())();
    if (isObserved) observeSettling(first, () => undefined);
    void first.then(() => order.push('first')).then(() => order.push('first, later'));
    void second.then(() => order.push('second'));
    void (async () => {
      await first;
      order.push('awaited');
    })();
    await wait();
    return order;
  };
  expect(await run(true)).toEqual(await run(false));
});

it('leaves nothing on a promise that somebody uses, and nothing to list on any', async () => {
  const promise = observed(Promise.resolve(1));
  expect(Object.keys(promise)).toEqual([]);
  expect(promise.constructor).toBe(Promise);
  await promise;
  expect(Reflect.ownKeys(promise).filter((key) => key === 'constructor')).toEqual([]);
});

it('keeps a promise of a class of its own one', async () => {
  class Cancelable<Value> extends Promise<Value> {}
  const promise = observed(Cancelable.resolve(1));
  expect(promise.then(ignore)).toBeInstanceOf(Cancelable);
  await promise;
});

it('hears of a frozen promise, too, and raises no false alarm', async () => {
  const onSettled = vi.fn();
  expect(
    await countUnhandled(() => {
      const promise = Object.freeze(failing());
      observeSettling(promise, onSettled);
      promise.catch(ignore);
    }),
  ).toBe(0);
  expect(onSettled).toHaveBeenCalledExactlyOnceWith({ reason: error });
});
