import type { PutRumEventsRequest } from '@aws-rum/web-core/dispatch/dataplane';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDelivery } from './createTransport.ts';
import type { KeptBatch } from './openBatchStorage.ts';
import type { Report } from '../problems/createProblems.ts';
import type { Outcome, Send } from './createSender.ts';

beforeEach(() => {
  vi.useFakeTimers();
  // Without jitter: each wait is as long as it can be.
  vi.spyOn(Math, 'random').mockReturnValue(1);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

let ids = 0;

function batchOf(name: string, events = 1, text = ''): PutRumEventsRequest {
  return {
    BatchId: name,
    AppMonitorDetails: { id: 'monitor', version: '1' },
    UserDetails: { userId: 'user', sessionId: 'session' },
    RumEvents: Array.from({ length: events }, () => ({
      id: `${++ids}`,
      timestamp: new Date(),
      type: 'event',
      details: JSON.stringify({ text }),
    })),
  };
}

const ok: Outcome = { status: 200 };
const busy: Outcome = { status: 500, note: '500 busy' };
const throttled = (retryAfter: number): Outcome => ({ status: 429, note: '429 slow down', retryAfter });
const refused: Outcome = { status: 403, note: '403 no' };
const invalid: Outcome = { status: 400, note: '400 invalid' };
const offline: Outcome = { cause: new TypeError('Failed to fetch') };
const unsigned: Outcome = { unsigned: true, cause: new Error('no token') };

/** A delivery whose sends go as the test says: the outcomes in turn, then success; or held until answered. */
function setUp(outcomes: Outcome[] = [], held = false, signing = false) {
  const attempts: {
    batch: string;
    events: number;
    at: number;
    leaving: boolean;
    /** Signed, and to be put on the wire: whether it may. */
    proceed: () => boolean;
    answer: (outcome: Outcome) => Promise<void>;
  }[] = [];
  const report = vi.fn<Report>();
  const start = Date.now();
  const send: Send = (request, _credentials, leaving, mayLast, proceed) =>
    new Promise((done) => {
      const answer = async (outcome: Outcome): Promise<void> => {
        done(outcome);
        await vi.advanceTimersByTimeAsync(0);
      };
      const { BatchId: batch, RumEvents } = request;
      attempts.push({
        batch,
        events: RumEvents.length,
        at: Date.now() - start,
        leaving,
        proceed: () => proceed(leaving),
        answer,
      });
      if (held) return;
      proceed(leaving || mayLast);
      done(outcomes.shift() ?? ok);
    });
  const delivery = createDelivery('guest', send, report, signing);
  return {
    delivery,
    attempts,
    report,
    add: (request: PutRumEventsRequest, credentials?: Parameters<typeof delivery.add>[1]) =>
      delivery.add(request, credentials),
    /** Which batch was tried when. */
    log: () => attempts.map(({ batch, at }) => `${batch} ${at}`),
    told: () => report.mock.calls.map(([{ type }]) => type),
  };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

describe('what goes well', () => {
  it('is sent one batch at a time, in order', async () => {
    const { add, attempts } = setUp([], true);
    ['a', 'b', 'c'].forEach((name) => add(batchOf(name)));
    await settle();
    expect(attempts.map(({ batch }) => batch)).toEqual(['a']);
    await attempts[0]!.answer(ok);
    await attempts[1]!.answer(ok);
    expect(attempts.map(({ batch }) => batch)).toEqual(['a', 'b', 'c']);
  });

  it('is counted', async () => {
    const { add, delivery } = setUp();
    add(batchOf('a', 3));
    add(batchOf('b', 4));
    expect(delivery.queued).toBe(7);
    await settle();
    expect(delivery.queued).toBe(0);
    expect(delivery.health).toEqual({ sent: 7, dropped: {} });
  });

  it('is awaited by empty(), which resolves at once when nothing waits', async () => {
    const { add, attempts, delivery } = setUp([], true);
    await delivery.empty();
    const emptied = vi.fn();
    add(batchOf('a'));
    add(batchOf('b'));
    void delivery.empty().then(emptied);
    await settle();
    await attempts[0]!.answer(ok);
    expect(emptied).not.toHaveBeenCalled();
    await attempts[1]!.answer(ok);
    expect(emptied).toHaveBeenCalledTimes(1);
  });
});

describe('what goes wrong', () => {
  it.each([
    ['unavailable', busy],
    ['unavailable', { status: 408 }],
    ['unreachable', offline],
    ['credentials', unsigned],
  ])('is kept and tried again, twice as late each time, up to a minute: %s', async (type, outcome) => {
    const { add, log, told, delivery } = setUp(Array.from({ length: 9 }, () => outcome));
    add(batchOf('a'));
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    const times = log().map((line) => Math.round(Number(line.split(' ')[1]) / 100) / 10);
    expect(times).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183, 243]);
    expect(told()).toEqual([type]);
    expect(delivery.health).toEqual({ sent: 1, dropped: {} });
  });

  it('waits somewhere between nothing and that long', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.25);
    const { add, log } = setUp([busy, busy]);
    add(batchOf('a'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(log()).toEqual(['a 0', 'a 250', 'a 750']);
  });

  it('waits at least as long as the service asks', async () => {
    const { add, log } = setUp([throttled(7000)]);
    add(batchOf('a'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(log()).toEqual(['a 0', 'a 7000']);
  });

  it('holds what comes after it, too: a service that is throttled or down is left alone', async () => {
    const { add, log, delivery } = setUp([throttled(7000)]);
    ['a', 'b', 'c'].forEach((name) => add(batchOf(name)));
    await vi.advanceTimersByTimeAsync(6999);
    expect(log()).toEqual(['a 0']);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(delivery.health).toEqual({ sent: 3, dropped: {} });
  });

  it('is told once for each kind of trouble, until something gets through', async () => {
    const { add, told, delivery } = setUp([busy, busy, offline, offline, ok, busy]);
    add(batchOf('a'));
    await vi.advanceTimersByTimeAsync(4000);
    expect(delivery.health.lastError).toContain('unreachable: TypeError: Failed to fetch');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(delivery.health.lastError).toBeUndefined();
    add(batchOf('b'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told()).toEqual(['unavailable', 'unreachable', 'unavailable']);
  });

  it('is tried at once when the network is back, or when somebody waits for it', async () => {
    const { add, log, delivery } = setUp([offline, offline, offline]);
    add(batchOf('a'));
    await vi.advanceTimersByTimeAsync(100);
    window.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(100);
    delivery.retry();
    await settle();
    expect(log()).toHaveLength(3);
  });

  it('is tried at once with other credentials when these are refused; only then is it told', async () => {
    const credentials = { refused: vi.fn(), get: vi.fn(), expireAt: undefined, ready: true };
    const { add, log, told } = setUp([refused, ok]);
    add(batchOf('a'), credentials);
    await settle();
    expect(credentials.refused).toHaveBeenCalledTimes(1);
    expect(log()).toEqual(['a 0', 'a 0']);
    expect(told()).toEqual([]);
  });

  it('is told and tried slowly when other credentials are refused, too', async () => {
    const { add, log, told } = setUp([refused, refused, { status: 404 }, ok]);
    add(batchOf('a'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(log()).toEqual(['a 0', 'a 0', 'a 2000', 'a 6000']);
    expect(told()).toEqual(['forbidden']);
  });

  it('a refusal after other trouble gets other credentials at once as well', async () => {
    const { add, log, told } = setUp([busy, busy, refused]);
    add(batchOf('a'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(log()).toEqual(['a 0', 'a 1000', 'a 3000', 'a 3000']);
    expect(told()).toEqual(['unavailable']);
  });

  it('is dropped and reported each time when the service finds it invalid; the next goes out', async () => {
    const { add, log, report, delivery } = setUp([invalid, { status: 413, note: '413 too large' }]);
    add(batchOf('a', 3));
    add(batchOf('b', 2));
    add(batchOf('c', 1));
    await settle();
    expect(log()).toEqual(['a 0', 'b 0', 'c 0']);
    expect(report.mock.calls.map(([{ type, count, monitor, note }]) => [type, count, monitor, note])).toEqual([
      ['rejected', 3, 'guest', '400 invalid'],
      ['rejected', 2, 'guest', '413 too large'],
    ]);
    expect(delivery.health).toEqual({ sent: 1, dropped: { rejected: 5 } });
  });

  it('is bounded: the oldest go, what is on its way stays, and it is counted and told', async () => {
    const { add, attempts, report, delivery } = setUp([], true);
    for (let index = 0; index < 110; index++) {
      add(batchOf(`${index}`, 100));
      if (index === 0) await settle();
    }
    expect(delivery.queued).toBe(10_000);
    expect(delivery.health.dropped).toEqual({ overflow: 1000 });
    const counts = report.mock.calls.filter(([{ type }]) => type === 'queue-full').map(([{ count }]) => count!);
    expect(counts.reduce((sum, count) => sum + count)).toBeGreaterThan(0);
    await attempts[0]!.answer(ok);
    expect(attempts.map(({ batch }) => batch)).toEqual(['0', '11']);
  });

  it('and of what waits, the start of a session and errors go last', async () => {
    const { add, delivery, attempts } = setUp([], true);
    const first = batchOf('first', 50);
    Object.assign(first.RumEvents[7]!, { type: 'com.amazon.rum.session_start_event' });
    Object.assign(first.RumEvents[8]!, { type: 'com.amazon.rum.js_error_event' });
    add(first);
    for (let index = 0; index < 100; index++) add(batchOf(`${index}`, 100));
    await settle();
    expect(delivery.health.dropped).toEqual({ overflow: 50 });
    expect(attempts.map(({ batch, events }) => [batch, events])).toEqual([['first', 2]]);
    expect(delivery.queued).toBe(10_000);
  });
});

describe('when the page ends', () => {
  it('all that waits leaves at once, what is being prepared included', async () => {
    const { add, attempts, delivery } = setUp([], true);
    ['a', 'b', 'c'].forEach((name) => add(batchOf(name)));
    await settle();
    delivery.leave({ left: 60_000 }, true);
    expect(attempts.map(({ batch, leaving }) => [batch, leaving])).toEqual([
      ['a', false],
      ['a', true],
      ['b', true],
      ['c', true],
    ]);
    // The first attempt at a is called off.
    expect(attempts.map(({ proceed }) => proceed())).toEqual([false, true, true, true]);
  });

  it('what is on the wire is left alone', async () => {
    const { add, attempts, delivery } = setUp([], true);
    add(batchOf('a'));
    await settle();
    attempts[0]!.proceed();
    delivery.leave({ left: 60_000 }, true);
    delivery.leave({ left: 60_000 }, true);
    expect(attempts).toHaveLength(1);
  });

  it('and fails with the page is not sent again at once: it may have arrived', async () => {
    const { add, attempts, delivery } = setUp([], true);
    add(batchOf('a'));
    await settle();
    attempts[0]!.proceed();
    void attempts[0]!.answer(offline);
    for (let tick = 0; tick < 10; tick++) await Promise.resolve();
    delivery.leave({ left: 60_000 }, true);
    expect(attempts).toHaveLength(1);
  });

  it('a page that was only hidden goes on: what left is settled, what failed is tried again', async () => {
    const { add, attempts, delivery } = setUp([], true);
    add(batchOf('a'));
    add(batchOf('b'));
    await settle();
    delivery.leave({ left: 60_000 }, true);
    attempts.forEach(({ proceed }) => proceed());
    await attempts[0]!.answer(ok);
    await attempts[1]!.answer(ok);
    await attempts[2]!.answer(offline);
    await vi.advanceTimersByTimeAsync(1000);
    expect(attempts.map(({ batch }) => batch)).toEqual(['a', 'a', 'b', 'b']);
    expect(delivery.queued).toBe(1);
  });

  it('large batches are split to fit, in bytes, and every event leaves once', async () => {
    const { add, attempts, delivery } = setUp([], true);
    add(batchOf('a', 40, '€'.repeat(1000)));
    await settle();
    delivery.leave({ left: 60_000 }, true);
    const leaving = attempts.filter(({ proceed }) => proceed());
    expect(leaving.length).toBeGreaterThan(1);
    expect(leaving.reduce((sum, { events }) => sum + events, 0)).toBe(40);
    expect(leaving[0]!.events * 3000).toBeLessThan(64 * 1024);
    expect(new Set(leaving.map(({ batch }) => batch)).size).toBe(leaving.length);
  });

  it('no more than browsers let through leaves as a beacon', async () => {
    const { add, attempts, delivery } = setUp([], true);
    for (let index = 0; index < 10; index++) add(batchOf(`${index}`, 1, 'x'.repeat(10_000)));
    delivery.leave({ left: 60_000 }, true);
    await settle();
    const beacons = attempts.filter(({ leaving }) => leaving);
    expect(beacons.length).toBeGreaterThan(3);
    expect(beacons.length * 10_000).toBeLessThan(64 * 1024);
  });
});

it('stopped, it sends what it has, and leaves no timer behind', async () => {
  const { add, delivery, attempts } = setUp([], true);
  add(batchOf('a'));
  await settle();
  delivery.stop();
  attempts[0]!.proceed();
  await attempts[0]!.answer(offline);
  await vi.advanceTimersByTimeAsync(0);
  expect(vi.getTimerCount()).toBe(0);
  expect(delivery.queued).toBe(0);
});

describe('what cannot leave when the page ends', () => {
  const kept = () => {
    const batches: KeptBatch[] = [];
    const take = (which: (batch: KeptBatch) => boolean): Promise<KeptBatch[]> => {
      const taken = batches.filter(which);
      taken.forEach((batch) => batches.splice(batches.indexOf(batch), 1));
      return Promise.resolve(taken);
    };
    const put = (given: KeptBatch[]): boolean => {
      for (const batch of given)
        batches.splice(0, batches.length, ...batches.filter(({ id }) => id !== batch.id), batch);
      return true;
    };
    const own = async (id: string, done: boolean): Promise<boolean> => {
      const found = batches.some((batch) => batch.id === id);
      if (done) await take((batch) => batch.id === id);
      return found;
    };
    return { batches, put, take, own, clear: () => undefined };
  };
  const names = (batches: KeptBatch[]) => batches.map(({ id }) => id);

  it('is kept while the service does not answer; while it does, only what is too much', async () => {
    const store = kept();
    const { add, delivery, attempts } = setUp([], true);
    delivery.kept = store;
    add(batchOf('a'));
    await settle();
    attempts[0]!.proceed();
    await attempts[0]!.answer(busy);
    delivery.leave({ left: 60_000 }, true);
    expect(names(store.batches)).toEqual(['a']);
    expect(attempts).toHaveLength(1);
  });

  it('is kept before that, as soon as something fails, with all that waits and all that comes', async () => {
    const store = kept();
    const { add, delivery, attempts } = setUp([], true);
    delivery.kept = store;
    ['a', 'b'].forEach((name) => add(batchOf(name)));
    await settle();
    attempts[0]!.proceed();
    await attempts[0]!.answer(busy);
    add(batchOf('c'));
    await settle();
    expect(names(store.batches)).toEqual(['a', 'b', 'c']);
    await vi.advanceTimersByTimeAsync(2000);
    for (const attempt of [1, 2, 3]) {
      attempts[attempt]!.proceed();
      await attempts[attempt]!.answer(ok);
    }
    expect(attempts.map(({ batch }) => batch)).toEqual(['a', 'a', 'b', 'c']);
    expect(store.batches).toEqual([]);
  });

  it('is 2 MB at most, of all that is kept together', async () => {
    const store = kept();
    const { add, delivery, attempts } = setUp([], true);
    delivery.kept = store;
    add(batchOf('a'));
    await settle();
    attempts[0]!.proceed();
    await attempts[0]!.answer(busy);
    for (const name of ['b', 'c', 'd']) add(batchOf(name, 10, 'x'.repeat(90_000)));
    await settle();
    expect(names(store.batches)).toEqual(['a', 'b', 'c']);
    await vi.advanceTimersByTimeAsync(2000);
    // What is delivered makes room; what could not be kept is first.
    for (const attempt of [1, 2, 3]) {
      attempts[attempt]!.proceed();
      await attempts[attempt]!.answer(ok);
    }
    expect(attempts.map(({ batch }) => batch)).toEqual(['a', 'd', 'a', 'b', 'c']);
    add(batchOf('e', 10, 'x'.repeat(90_000)));
    delivery.leave({ left: 0 }, true);
    expect(names(store.batches)).toEqual(['c', 'e']);
  });

  it('is what is on the wire, too, once something has failed: nobody would hear of the next failure', async () => {
    const store = kept();
    const { add, delivery, attempts } = setUp([], true);
    delivery.kept = store;
    add(batchOf('a'));
    await settle();
    attempts[0]!.proceed();
    await attempts[0]!.answer(busy);
    await vi.advanceTimersByTimeAsync(1000);
    attempts[1]!.proceed();
    delivery.leave({ left: 60_000 }, true);
    expect(names(store.batches)).toEqual(['a']);
    // The page lived on, and it got through after all.
    await attempts[1]!.answer(ok);
    expect(store.batches).toEqual([]);
  });

  it('leaves after all when nothing may be kept any more', async () => {
    const { add, delivery, attempts } = setUp([], true);
    delivery.kept = kept();
    add(batchOf('a'));
    await settle();
    attempts[0]!.proceed();
    await attempts[0]!.answer(busy);
    delivery.kept = undefined;
    delivery.leave({ left: 60_000 }, true);
    await settle();
    expect(attempts.map(({ leaving }) => leaving)).toEqual([false, true]);
  });

  it('is the least worth, when it is too much', () => {
    const store = kept();
    const { add, delivery, attempts } = setUp([], true);
    delivery.kept = store;
    add(batchOf('a', 1, 'x'.repeat(30_000)));
    add(batchOf('b', 1, 'x'.repeat(30_000)));
    const error = batchOf('c', 1, 'x'.repeat(30_000));
    error.RumEvents[0]!.type = 'com.amazon.rum.js_error_event';
    add(error);
    delivery.leave({ left: 64_000 }, true);
    expect(attempts.map(({ batch, leaving }) => [batch, leaving])).toEqual([
      ['c', true],
      ['a', true],
    ]);
    expect(names(store.batches)).toEqual(['b']);
  });

  it('is what nobody can sign yet', () => {
    const store = kept();
    const unready = { get: vi.fn(), refused: vi.fn(), expireAt: undefined, ready: false };
    for (const signing of [false, true]) {
      const { delivery } = setUp([], true, signing);
      delivery.kept = store;
      delivery.add(batchOf(signing ? 'signed' : 'unsigned'), unready);
      delivery.leave({ left: 60_000 }, true);
    }
    expect(names(store.batches)).toEqual(['signed']);
  });

  it("is sent by the next page of the same owner, with that page's credentials, as the same batch", async () => {
    const store = kept();
    const before = setUp([busy]);
    before.delivery.kept = store;
    before.delivery.owner = 'alice';
    before.add(batchOf('a', 2));
    await settle();
    before.delivery.leave({ left: 60_000 }, true);

    const bobs = setUp();
    bobs.delivery.kept = store;
    bobs.delivery.owner = 'bob';
    await bobs.delivery.takeKept(() => undefined);
    await settle();
    expect(bobs.attempts).toEqual([]);

    const credentials = { get: vi.fn(), refused: vi.fn(), expireAt: undefined, ready: true };
    const alices = setUp();
    alices.delivery.kept = store;
    alices.delivery.owner = 'alice';
    await alices.delivery.takeKept(() => credentials);
    await settle();
    expect(alices.attempts.map(({ batch, events }) => [batch, events])).toEqual([['a', 2]]);
    expect(store.batches).toEqual([]);
  });

  it('is not sent by a page that comes back when another has taken it', async () => {
    const store = kept();
    const { add, delivery, log } = setUp([busy]);
    delivery.kept = store;
    add(batchOf('a'));
    add(batchOf('b'));
    await settle();
    delivery.leave({ left: 60_000 }, true);
    await store.take(({ id }) => id === 'a');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(log()).toEqual(['a 0', 'b 1000']);
    expect(delivery.queued).toBe(0);
    expect(store.batches).toEqual([]);
  });

  it('is dropped after a day, and counted', async () => {
    const store = kept();
    store.put([{ id: 'old', at: Date.now() - 25 * 3_600_000, owner: 'anybody', request: batchOf('old', 3) }]);
    const { delivery, attempts } = setUp();
    delivery.kept = store;
    await delivery.takeKept(() => undefined);
    await settle();
    expect(attempts).toEqual([]);
    expect(store.batches).toEqual([]);
    expect(delivery.health.dropped).toEqual({ age: 3 });
  });
});
