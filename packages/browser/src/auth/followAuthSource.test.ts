import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { followAuthSource } from './followAuthSource.ts';
import type { AuthSource, AuthUser } from '../api/types.ts';

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
  /** Everything the listener heard, in order. */
  const heard: string[] = [];
  let listener: Parameters<AuthSource['subscribe']>[0] | undefined;
  const auth: AuthSource = {
    current: () =>
      new Promise((answer, fail) => {
        questions.push({
          answer: async (user) => {
            answer(user);
            await vi.advanceTimersByTimeAsync(0);
          },
          fail: async (error) => {
            fail(error);
            await vi.advanceTimersByTimeAsync(0);
          },
        });
      }),
    idToken: () => Promise.resolve('token'),
    subscribe: (hint) => {
      listener = hint;
      return undone;
    },
  };
  const stop = followAuthSource(auth, {
    onHint: () => heard.push('hint'),
    onAnswer(user) {
      heard.push(user ? user.subject : 'guest');
      applied.push(user && user.subject);
    },
    onFailure(cause) {
      heard.push('failure');
      unknown(cause);
    },
  });
  return {
    questions,
    applied,
    heard,
    unknown,
    undone,
    stop,
    hint: (kind?: 'change' | 'refresh') => listener!('test', kind),
  };
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
  const stop = followAuthSource(
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
    { onHint: () => undefined, onAnswer: (user) => applied.push(user), onFailure: () => undefined },
  );
  await vi.advanceTimersByTimeAsync(5000);
  expect(applied.length).toBeGreaterThan(0);
  expect(new Set(applied)).toEqual(new Set([alice]));
  expect(asked).toBeLessThan(100);
  stop();
});

it('a source that throws at once is one that cannot be asked', async () => {
  const unknown = vi.fn();
  const stop = followAuthSource(
    {
      current: () => {
        throw new Error('not ready');
      },
      idToken: () => Promise.resolve('token'),
      subscribe: () => () => undefined,
    },
    { onHint: () => undefined, onAnswer: () => undefined, onFailure: unknown },
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

it('reports every answer, also the same again, so that whoever waits for one goes on', async () => {
  const { questions, heard, hint } = setUp();
  await questions[0]!.answer(alice);
  hint();
  await questions[1]!.answer({ ...alice });
  hint('refresh');
  await questions[2]!.answer({ ...alice });
  expect(heard).toEqual(['alice', 'hint', 'alice', 'alice']);
});

it('reports a hint within it, before the source is asked', () => {
  const { questions, heard, hint } = setUp();
  hint();
  expect(heard).toEqual(['hint']);
  expect(questions).toHaveLength(1);
});

it('reports a source that does not say what a hint is about as one that may change the user', async () => {
  const { questions, heard, hint } = setUp();
  await questions[0]!.answer(alice);
  hint(undefined);
  hint('refresh');
  expect(heard).toEqual(['alice', 'hint']);
});

it('hints that come faster than answers do not starve it', async () => {
  const { questions, applied, hint } = setUp();
  for (let question = 0; question < 4; question++) {
    hint();
    await questions[question]!.answer(alice);
  }
  expect(applied).toEqual(['alice']);
});

it('reports each failure, so that whoever waits for an answer hears that there is none', async () => {
  const { questions, heard, hint } = setUp();
  await questions[0]!.fail(new Error('down'));
  hint();
  await questions[1]!.fail(new Error('down'));
  await vi.advanceTimersByTimeAsync(1000);
  await questions[2]!.answer(null);
  expect(heard).toEqual(['failure', 'hint', 'failure', 'guest']);
});

it('a failure that a newer hint has outdated does not count', async () => {
  const { questions, heard, hint } = setUp();
  hint();
  await questions[0]!.fail(new Error('aborted'));
  await questions[1]!.answer(alice);
  expect(heard).toEqual(['hint', 'alice']);
});

it('a user who is gone is reported a moment later, in which the page may be left', async () => {
  const { questions, heard, hint } = setUp();
  await questions[0]!.answer(alice);
  hint();
  await questions[1]!.answer(null);
  expect(heard).toEqual(['alice', 'hint', 'hint']);
  await vi.advanceTimersByTimeAsync(50);
  expect(heard).toEqual(['alice', 'hint', 'hint', 'guest']);
});

it.each([
  ['before the answer', true],
  ['right after it', false],
])('a log-out by redirect is not reported on the page it leaves: %s', async (_, isBefore) => {
  const { questions, heard, hint } = setUp();
  await questions[0]!.answer(alice);
  hint();
  if (isBefore) window.dispatchEvent(new Event('beforeunload'));
  await questions[1]!.answer(null);
  if (!isBefore) window.dispatchEvent(new Event('beforeunload'));
  await vi.advanceTimersByTimeAsync(9000);
  expect(heard).not.toContain('guest');
});

it('a page that is not left after all goes on, and so does one that comes back', async () => {
  for (const comesBack of [true, false]) {
    const { questions, heard, hint, stop } = setUp();
    await questions[0]!.answer(alice);
    hint();
    window.dispatchEvent(new Event('beforeunload'));
    if (comesBack) window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
    else await vi.advanceTimersByTimeAsync(10_000);
    await questions[2]!.answer(null);
    await vi.advanceTimersByTimeAsync(50);
    expect(heard.at(-1)).toBe('guest');
    stop();
  }
});

it('a page that is left without a hint is none of its business', async () => {
  const { questions, heard, hint } = setUp();
  await questions[0]!.answer(null);
  window.dispatchEvent(new Event('beforeunload'));
  hint();
  await questions[1]!.answer(alice);
  expect(heard).toEqual(['guest', 'hint', 'alice']);
});

it('keeps no zone of Angular busy: it sets its timers and listens outside', async () => {
  let depth = 0;
  const outside: boolean[] = [];
  const root = {
    run<Result>(work: () => Result): Result {
      depth++;
      try {
        return work();
      } finally {
        depth--;
      }
    },
  };
  const { setInterval: every, setTimeout: later } = globalThis;
  vi.stubGlobal('Zone', { root });
  vi.stubGlobal('setInterval', (...args: Parameters<typeof every>) => {
    outside.push(depth > 0);
    return every(...args);
  });
  vi.stubGlobal('setTimeout', (...args: Parameters<typeof later>) => {
    outside.push(depth > 0);
    return later(...args);
  });
  const { hint, stop } = setUp();
  hint();
  vi.unstubAllGlobals();
  expect(outside).toEqual([true, true]);
  stop();
  await vi.advanceTimersByTimeAsync(0);
});

it('a question that hangs is left its time where nothing newer is to be asked', async () => {
  const { questions, applied, hint } = setUp();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(questions).toHaveLength(1);
  await questions[0]!.answer(alice);
  expect(applied).toEqual(['alice']);
  hint();
  expect(questions).toHaveLength(2);
});

it('a question given up says nothing any more, not even that it failed', async () => {
  const { questions, applied, unknown, hint } = setUp();
  hint();
  await vi.advanceTimersByTimeAsync(10_000);
  await questions[0]!.fail(new Error('too late'));
  await questions[1]!.answer(alice);
  expect(applied).toEqual(['alice']);
  expect(unknown).not.toHaveBeenCalled();
});

it('a page that is shown for the first time does not ask twice', async () => {
  const { questions } = setUp();
  await questions[0]!.answer(alice);
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: false }));
  expect(questions).toHaveLength(1);
});

it('a device that has slept asks again; a timer that is a little late does not', async () => {
  const { questions, stop } = setUp();
  await questions[0]!.answer(alice);
  await vi.advanceTimersByTimeAsync(600_000);
  vi.setSystemTime(Date.now() + 60_000);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(questions).toHaveLength(1);
  vi.setSystemTime(Date.now() + 3_600_000);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(questions).toHaveLength(2);
  stop();
});

it('nobody is signed in without a subject', async () => {
  const { questions, applied, unknown } = setUp();
  await questions[0]!.answer({ issuer: 'https://id.example.com' } as AuthUser);
  expect(applied).toEqual([]);
  expect(unknown).toHaveBeenCalledTimes(1);
});

it('asks a source all the same whose subscribe throws, and says so', async () => {
  const heard: unknown[] = [];
  const cause = new Error('no hints');
  const stop = followAuthSource(
    {
      current: () => Promise.resolve(alice),
      idToken: () => Promise.resolve('token'),
      subscribe() {
        throw cause;
      },
    },
    { onHint: () => heard.push('hint'), onAnswer: (user) => heard.push(user), onFailure: (why) => heard.push(why) },
  );
  await vi.advanceTimersByTimeAsync(0);
  expect(heard).toEqual([cause, alice]);
  stop();
});
