import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { watchPromise } from './watchPromise.ts';

const ignore = (): void => undefined;
const watch = <T>(promise: Promise<T>): Promise<T> => {
  watchPromise(promise, ignore, ignore);
  return promise;
};
const asIs = <T>(promise: Promise<T>): Promise<T> => promise;
const nextTask = () => new Promise((resolve) => setTimeout(resolve, 5));

/** Reasons of rejections that nobody handled. */
let unhandled: unknown[];
let others: NodeJS.UnhandledRejectionListener[];
const onUnhandled = (reason: unknown): void => void unhandled.push(reason);
beforeEach(() => {
  unhandled = [];
  others = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', onUnhandled);
});
afterEach(() => {
  process.off('unhandledRejection', onUnhandled);
  for (const other of others) process.on('unhandledRejection', other);
});

describe('the watcher', () => {
  it('learns how the promise settles, before the app does', async () => {
    const log: string[] = [];
    const fulfilled = Promise.resolve('value');
    watchPromise(fulfilled, (value) => log.push(`fulfilled with ${String(value)}`), ignore);
    await fulfilled.then(() => log.push('app'));
    const rejected = Promise.reject(new Error('reason'));
    watchPromise(rejected, ignore, (error) => log.push(`rejected with ${String(error)}`));
    await rejected.catch(() => log.push('app'));
    expect(log).toEqual(['fulfilled with value', 'app', 'rejected with Error: reason', 'app']);
  });

  it('does not ask what is no promise', () => {
    const lazy = { then: () => expect.fail('began to work') };
    for (const value of [lazy, undefined, null, 1]) watchPromise(value, ignore, ignore);
  });

  it('makes no instance of a subclass', () => {
    let made = 0;
    class Counted<T> extends Promise<T> {
      constructor(executor: ConstructorParameters<typeof Promise<T>>[0]) {
        super(executor);
        made++;
      }
    }
    const promise = Counted.resolve(1);
    void watch(promise);
    expect(made).toBe(1);
    expect(promise.then(ignore)).toBeInstanceOf(Counted);
  });

  it('leaves the promise as it was, once it is used or fulfilled', async () => {
    const used = watch(new Promise<never>(ignore));
    used.then(ignore, ignore);
    expect(Object.getPrototypeOf(used)).toBe(Promise.prototype);
    const fulfilled = watch(Promise.resolve(1));
    await nextTask();
    expect(Object.getPrototypeOf(fulfilled)).toBe(Promise.prototype);
    expect(Reflect.ownKeys(fulfilled)).toEqual([]);
  });

  it('watches a promise twice', async () => {
    const promise = watch(watch(Promise.reject(new Error('reason'))));
    await promise.catch(ignore);
    await nextTask();
    expect(unhandled).toEqual([]);
    expect(promise.constructor).toBe(Promise);
  });

  it('leaves a frozen promise usable', async () => {
    const log: unknown[] = [];
    const promise = Object.freeze(Promise.resolve(1));
    watchPromise(promise, (value) => log.push(value), ignore);
    expect(await promise).toBe(1);
    expect(log).toEqual([1]);
  });
});

/** What an app does with a promise; each way writes into the log when it goes on. */
type Use = (promise: Promise<unknown>, say: (what: string) => void) => unknown;
const uses: Record<string, Use> = {
  nothing: ignore,
  then: (promise, say) => void promise.then(() => say('then')),
  'then with both': (promise, say) =>
    void promise.then(
      () => say('fulfilled'),
      () => say('rejected'),
    ),
  catch: (promise, say) => void promise.catch(() => say('catch')),
  finally: (promise, say) => void promise.finally(() => say('finally')),
  await: async (promise, say) => {
    try {
      await promise;
      say('awaited');
    } catch {
      say('caught');
    }
  },
  'await without catch': async (promise, say) => {
    await promise;
    say('awaited');
  },
  'all settled': (promise, say) => void Promise.allSettled([promise]).then(() => say('settled')),
  race: (promise, say) => void Promise.race([promise]).then(() => say('race')),
  adopted: (promise, say) => void new Promise((resolve) => resolve(promise)).then(() => say('adopted'), ignore),
};
const names = Object.keys(uses);

/** Runs one schedule: a promise that settles after some microtasks, used by the app in some ways at some of them. */
async function run(wrap: typeof asIs, settlesAt: number, rejects: boolean, used: [at: number, name: string][]) {
  const log: string[] = [];
  unhandled = [];
  let settle = ignore;
  const promise = wrap(
    new Promise<void>((resolve, reject) => {
      settle = () => (rejects ? reject(new Error('reason')) : resolve());
    }),
  );
  let tick: Promise<unknown> = Promise.resolve();
  for (let at = 0; at <= 12; at++) {
    const now = at;
    tick = tick.then(() => {
      log.push(`tick ${now}`);
      if (now === settlesAt) settle();
      for (const [when, name] of used) if (when === now) uses[name]!(promise, (what) => log.push(`${name}: ${what}`));
    });
  }
  await nextTask();
  return { log, unhandled: unhandled.map(String) };
}

it('changes nothing for the app: neither the order of callbacks, nor which rejections are unhandled', async () => {
  const tick = fc.integer({ min: 0, max: 8 });
  await fc.assert(
    fc.asyncProperty(
      tick,
      fc.boolean(),
      fc.array(fc.tuple(tick, fc.constantFrom(...names)), { maxLength: 4 }),
      async (settlesAt, rejects, used) => {
        const alone = await run(asIs, settlesAt, rejects, used);
        expect(await run(watch, settlesAt, rejects, used)).toEqual(alone);
      },
    ),
    { numRuns: 150 },
  );
});

it('sees a rejection that is handled only in a later task, as the browser does', async () => {
  for (const wrap of [asIs, watch]) {
    unhandled = [];
    let handledLate = 0;
    const onHandled = (): void => {
      handledLate++;
    };
    process.on('rejectionHandled', onHandled);
    const promise = wrap(Promise.reject(new Error('reason')));
    await nextTask();
    promise.catch(ignore);
    await nextTask();
    process.off('rejectionHandled', onHandled);
    expect([unhandled.length, handledLate]).toEqual([1, 1]);
  }
});
