import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answerInTime, type Answered } from './answerInTime.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
/** Lets the time pass in which the trigger is answered, whatever happens. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  await vi.advanceTimersByTimeAsync(20_000);
  return work;
}

const never = () => new Promise<never>(() => undefined);
const fails = () => Promise.reject(new Error('down'));
const done = () => Promise.resolve('delivered' as const);

/** What became of it, and after how many milliseconds. */
async function timed(work: Promise<Answered>): Promise<[Answered['kind'], number]> {
  const started = performance.now();
  return inTime(work.then(({ kind }) => [kind, performance.now() - started]));
}

describe('answerInTime', () => {
  it('queues nothing that was done', async () => {
    const queue = vi.fn(done);
    expect(await answerInTime({ deadline: 1000, work: done, queue })).toEqual({ kind: 'delivered' });
    expect(queue).not.toHaveBeenCalled();
  });

  it('queues at once what failed', async () => {
    const [kind, took] = await timed(answerInTime({ deadline: 10_000, work: fails, queue: done }));
    expect(kind).toBe('queued');
    expect(took).toBe(0);
  });

  it('takes what is done late for done, where the queue hangs or fails', async () => {
    const slow = () => sleep(100).then(done);
    expect(await inTime(answerInTime({ deadline: 200, work: slow, queue: never }))).toEqual({ kind: 'delivered' });
    expect(await inTime(answerInTime({ deadline: 200, work: slow, queue: fails }))).toEqual({ kind: 'delivered' });
  });

  it('takes what fails late for queued, where the queue is slow', async () => {
    const work = () => sleep(90).then(fails);
    const queue = () => sleep(60);
    expect(await inTime(answerInTime({ deadline: 200, work, queue }))).toMatchObject({ kind: 'queued' });
  });

  it('leaves the queue its time where the work keeps the processor busy as it starts', async () => {
    // No fake timer keeps a processor busy.
    vi.useRealTimers();
    const work = () => {
      const until = performance.now() + 1000;
      while (performance.now() < until);
      return never();
    };
    const queue = () => sleep(20);
    expect(await answerInTime({ deadline: 2000, work, queue })).toMatchObject({ kind: 'queued' });
    // Of the second limit nobody hears before the first: an unhandled rejection would end the function.
    const rejected = vi.fn();
    process.on('unhandledRejection', rejected);
    const busy = () => {
      const until = performance.now() + 320;
      while (performance.now() < until);
      return never();
    };
    expect((await answerInTime({ deadline: 300, work: busy, queue: never })).kind).toBe('lost');
    await sleep(20);
    process.off('unhandledRejection', rejected);
    expect(rejected).not.toHaveBeenCalled();
  });

  it('says why what is lost was neither done nor queued', async () => {
    const queue = () => Promise.reject(new Error('no queue'));
    const lost = await inTime(answerInTime({ deadline: 200, work: fails, queue }));
    expect(lost).toMatchObject({ kind: 'lost', because: { message: 'down' }, notQueued: { message: 'no queue' } });
    const late = await inTime(answerInTime({ deadline: 200, work: never, queue: never }));
    expect(late).toMatchObject({
      kind: 'lost',
      because: { message: 'Not done within 67 ms.' },
      notQueued: { message: 'Not done within 190 ms.' },
    });
  });

  it('queues after a third of the time what is not done, and gives the work up', async () => {
    let aborted = false;
    const work = (abort: AbortSignal) => {
      abort.addEventListener('abort', () => (aborted = true));
      return never();
    };
    const [kind, took] = await timed(answerInTime({ deadline: 200, work, queue: done }));
    expect([kind, aborted]).toEqual(['queued', true]);
    expect(took).toBe(66);
  });

  it.each([
    ['hang', never, never],
    ['fail', fails, fails],
    ['hang and fail', never, fails],
  ])('answers in time where table and queue %s', async (_, work, queue) => {
    const [kind, took] = await timed(answerInTime({ deadline: 200, work, queue }));
    expect(kind).toBe('lost');
    expect(took).toBeLessThanOrEqual(190);
  });

  it('leaves no rejection behind of what comes too late', async () => {
    const late = async () => {
      await sleep(150);
      throw new Error('late');
    };
    expect((await inTime(answerInTime({ deadline: 200, work: late, queue: done }))).kind).toBe('queued');
  });
});
