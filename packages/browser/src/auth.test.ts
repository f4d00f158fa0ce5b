import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { followAuth } from './auth.ts';
import type { AuthSource, AuthUser } from './types.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const user = (subject: string): AuthUser => ({ subject, issuer: 'https://id.example.com' });
const alice = user('alice');
const bob = user('bob');

/** A source whose questions the test answers one by one, and what the follower made of the answers. */
function setUp() {
  const questions: { answer: (user: AuthUser | null) => Promise<void>; fail: (error: Error) => Promise<void> }[] = [];
  const applied: (string | null)[] = [];
  const unknown = vi.fn();
  const undone = vi.fn();
  let listener: ((why: string) => void) | undefined;
  const auth: AuthSource = {
    current: () =>
      new Promise((answer, fail) => {
        questions.push({
          answer: async (user) => (answer(user), void (await vi.advanceTimersByTimeAsync(0))),
          fail: async (error) => (fail(error), void (await vi.advanceTimersByTimeAsync(0))),
        });
      }),
    idToken: () => Promise.resolve('token'),
    subscribe: (hint) => {
      listener = hint;
      return undone;
    },
  };
  const stop = followAuth(auth, (user) => applied.push(user && user.subject), unknown);
  return { questions, applied, unknown, undone, stop, hint: () => listener!('test') };
}

it('asks at once, without a hint', async () => {
  const { questions, applied } = setUp();
  await questions[0]!.answer(alice);
  expect(applied).toEqual(['alice']);
});

it('a guest is an answer, too', async () => {
  const { questions, applied } = setUp();
  await questions[0]!.answer(null);
  expect(applied).toEqual([null]);
});

it('asks again at each hint, one question at a time', async () => {
  const { questions, applied, hint } = setUp();
  await questions[0]!.answer(null);
  hint();
  hint();
  hint();
  expect(questions).toHaveLength(2);
  await questions[1]!.answer(alice);
  expect(questions).toHaveLength(3);
  await questions[2]!.answer(alice);
  expect(questions).toHaveLength(3);
  expect(applied).toEqual([null, 'alice']);
});

it('an answer that a newer hint has outdated does not count', async () => {
  const { questions, applied, hint } = setUp();
  hint();
  await questions[0]!.answer(alice);
  expect(applied).toEqual([]);
  await questions[1]!.answer(bob);
  expect(applied).toEqual(['bob']);
});

it('a rejection keeps the state, is told, and the question is asked again', async () => {
  const { questions, applied, unknown } = setUp();
  const error = new Error('tenant is down');
  await questions[0]!.fail(error);
  expect(unknown.mock.calls).toEqual([[error]]);
  expect(applied).toEqual([]);
  await vi.advanceTimersByTimeAsync(500);
  expect(questions).toHaveLength(2);
  await questions[1]!.answer(alice);
  expect(applied).toEqual(['alice']);
});

it('asks less often the longer it fails, and at least every half minute', async () => {
  const { questions } = setUp();
  const waits: number[] = [];
  for (let round = 0; round < 10; round++) {
    await questions[round]!.fail(new Error('down'));
    const since = Date.now();
    while (questions.length === round + 1) await vi.advanceTimersByTimeAsync(25);
    waits.push(Date.now() - since);
  }
  expect(waits[0]).toBeLessThanOrEqual(500);
  expect(waits[4]).toBeGreaterThan(waits[1]!);
  expect(Math.max(...waits)).toBeLessThanOrEqual(30_025);
});

it('a hint asks at once, however long the wait was to be', async () => {
  const { questions, hint } = setUp();
  await questions[0]!.fail(new Error('down'));
  hint();
  expect(questions).toHaveLength(2);
});

it('a question that is never answered does not keep a newer one from being asked', async () => {
  const { questions, applied, hint } = setUp();
  hint();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(questions.length).toBeGreaterThan(1);
  await questions.at(-1)!.answer(bob);
  await questions[0]!.answer(alice);
  expect(applied).toEqual(['bob']);
});

it('a source that hints whenever it is asked is heard, and does not hang the page', async () => {
  const applied: unknown[] = [];
  let listener: ((why: string) => void) | undefined;
  let asked = 0;
  const stop = followAuth(
    {
      current: () => {
        asked++;
        listener?.('asked');
        return Promise.resolve(alice);
      },
      idToken: () => Promise.resolve('token'),
      subscribe: (hint) => {
        listener = hint;
        return () => undefined;
      },
    },
    (user) => applied.push(user),
    () => undefined,
  );
  await vi.advanceTimersByTimeAsync(5000);
  expect(applied).toEqual([alice]);
  expect(asked).toBeLessThan(100);
  stop();
});

it('a source that throws at once is one that cannot be asked', async () => {
  const unknown = vi.fn();
  const stop = followAuth(
    {
      current: () => {
        throw new Error('not ready');
      },
      idToken: () => Promise.resolve('token'),
      subscribe: () => () => undefined,
    },
    () => undefined,
    unknown,
  );
  await vi.advanceTimersByTimeAsync(0);
  expect(unknown).toHaveBeenCalledWith(expect.objectContaining({ message: 'not ready' }));
  stop();
});

it('a page that comes back from the back/forward cache asks again', async () => {
  const { questions } = setUp();
  await questions[0]!.answer(alice);
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
  expect(questions).toHaveLength(2);
});

it('undone, it hears no hint and applies no answer', async () => {
  const { questions, applied, unknown, undone, stop, hint } = setUp();
  stop();
  expect(undone).toHaveBeenCalledTimes(1);
  hint();
  await questions[0]!.answer(alice);
  expect(applied).toEqual([]);
  expect(questions).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(vi.getTimerCount()).toBe(0);
  expect(unknown).not.toHaveBeenCalled();
});
