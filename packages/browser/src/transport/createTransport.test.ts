import type { PutRumEventsRequest } from '@aws-rum/web-core/dispatch/dataplane';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NO_ANSWER } from '../credentials/inTime.ts';
import type { CachedCredentials } from '../credentials/createCachedCredentials.ts';
import type { Report } from '../problems/ProblemFacts.ts';
import type { StoredBatch } from './BatchStorage.ts';
import { createDeliveryCounts } from './createDeliveryCounts.ts';
import { createKeepaliveBudget } from './createKeepaliveBudget.ts';
import type { Outcome, Send } from './Send.ts';
import { createTransport } from './createTransport.ts';

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

const answered = (status: number, note = `${status}`, retryAfter = 0): Outcome => ({
  name: 'answered',
  status,
  note,
  retryAfter,
  accessKeyId: 'key',
});
const ok = answered(200);
const busy = answered(500, '500 busy');
const throttled = (retryAfter: number): Outcome => answered(429, '429 slow down', retryAfter);
const refused = answered(403, '403 no');
const invalid = answered(400, '400 invalid');
const offline: Outcome = { name: 'unreachable', cause: new TypeError('Failed to fetch') };
/** Its time is over. */
const silent: Outcome = { name: 'unreachable', cause: NO_ANSWER };
const unsigned: Outcome = { name: 'unsigned', cause: new Error('no token') };

const credentialsOf = (ready: boolean): CachedCredentials => ({
  get: vi.fn(),
  refused: vi.fn(),
  expireAt: undefined,
  ready,
});

interface Options {
  /** What comes of each attempt; then all succeed. */
  outcomes?: Outcome[];
  /** Or what comes of each by what is sent. */
  answer?: (request: PutRumEventsRequest) => Outcome;
  /** Attempts wait until the test begins and answers them. */
  held?: boolean;
  signing?: boolean;
  /** Bytes of each body, once it is compressed. */
  bytes?: number;
  /** Bytes that keepalive requests may have. */
  keepalive?: number;
}

/** A transport whose attempts go as the test says. */
function setUp({
  bytes = 20_000,
  outcomes = [],
  answer: answerTo,
  held = false,
  signing = false,
  keepalive = 65_536,
}: Options = {}) {
  const attempts: {
    batch: string;
    events: number;
    at: number;
    pageEnds: boolean;
    /** It is signed and about to reach the network. */
    begin: () => 'keepalive' | 'ordinary' | 'called off';
    answer: (outcome: Outcome) => Promise<void>;
  }[] = [];
  const report = vi.fn<Report>();
  const start = Date.now();
  const send: Send = ({ request, pageEnds, begin }) =>
    new Promise((done) => {
      const answer = async (outcome: Outcome): Promise<void> => {
        done(outcome);
        await vi.advanceTimersByTimeAsync(0);
      };
      const { BatchId: batch, RumEvents } = request;
      const at = Date.now() - start;
      attempts.push({ batch, events: RumEvents.length, at, pageEnds, begin: () => begin(bytes), answer });
      if (held) return;
      begin(bytes);
      done(answerTo?.(request) ?? outcomes.shift() ?? ok);
    });
  const budget = createKeepaliveBudget(keepalive);
  const counts = createDeliveryCounts();
  const transport = createTransport({ monitor: 'guest', send, report, signing, budget, counts });
  return {
    transport,
    counts,
    attempts,
    report,
    budget,
    add: (request: PutRumEventsRequest, credentials?: CachedCredentials, userKey = '') =>
      transport.add(request, { credentials, userKey }),
    /** Which batch was tried when. */
    log: () => attempts.map(({ batch, at }) => `${batch} ${at}`),
    reported: () => report.mock.calls.map(([{ type }]) => type),
  };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

describe('a batch that the service accepts', () => {
  it('is sent one batch at a time, in order', async () => {
    const { add, attempts } = setUp({ held: true });
    ['a', 'b', 'c'].forEach((name) => add(batchOf(name)));
    await settle();
    expect(attempts.map(({ batch }) => batch)).toEqual(['a']);
    await attempts[0]!.answer(ok);
    await attempts[1]!.answer(ok);
    expect(attempts.map(({ batch }) => batch)).toEqual(['a', 'b', 'c']);
  });

  it('is counted', async () => {
    const { add, transport, counts } = setUp();
    add(batchOf('a', 3));
    add(batchOf('b', 4));
    expect(transport.queued).toBe(7);
    await settle();
    expect(transport.queued).toBe(0);
    expect(counts).toMatchObject({ sent: 7, dropped: {} });
  });

  it('is awaited by empty(), which resolves at once when nothing waits', async () => {
    const { add, attempts, transport } = setUp({ held: true });
    await transport.empty();
    const emptied = vi.fn();
    add(batchOf('a'));
    add(batchOf('b'));
    void transport.empty().then(emptied);
    await settle();
    await attempts[0]!.answer(ok);
    expect(emptied).not.toHaveBeenCalled();
    await attempts[1]!.answer(ok);
    expect(emptied).toHaveBeenCalledTimes(1);
  });
});

describe('a batch that is not accepted', () => {
  it.each([
    ['unavailable', busy],
    ['unavailable', answered(408)],
    ['unreachable', offline],
    ['credentials', unsigned],
  ])('waits and is tried again, twice as late each time, up to a minute: %s', async (type, outcome) => {
    const { add, log, reported, counts } = setUp({ outcomes: Array.from({ length: 9 }, () => outcome) });
    add(batchOf('a'));
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    const times = log().map((line) => Math.round(Number(line.split(' ')[1]) / 100) / 10);
    expect(times).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183, 243]);
    expect(reported()).toEqual([type]);
    expect(counts).toMatchObject({ sent: 1, dropped: {} });
  });

  it.each([-3_600_000, 3_600_000])('waits as long though the clock is set by %d ms', async (change) => {
    const { add, log } = setUp({ outcomes: [busy, busy] });
    add(batchOf('a'));
    await vi.advanceTimersByTimeAsync(500);
    vi.setSystemTime(Date.now() + change);
    await vi.advanceTimersByTimeAsync(490);
    expect(log()).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(20);
    expect(log()).toHaveLength(2);
  });

  it('waits for a random part of that time', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.25);
    const { add, log } = setUp({ outcomes: [busy, busy] });
    add(batchOf('a'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(log()).toEqual(['a 0', 'a 250', 'a 750']);
  });

  it('waits at least as long as the service asks', async () => {
    const { add, log } = setUp({ outcomes: [throttled(7000)] });
    add(batchOf('a'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(log()).toEqual(['a 0', 'a 7000']);
  });

  it('holds later batches, too: a service that is throttled or down is left alone', async () => {
    const { add, log, counts } = setUp({ outcomes: [throttled(7000)] });
    ['a', 'b', 'c'].forEach((name) => add(batchOf(name)));
    await vi.advanceTimersByTimeAsync(6999);
    expect(log()).toEqual(['a 0']);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(counts).toMatchObject({ sent: 3, dropped: {} });
  });

  it('is reported once for each kind of problem, until a batch gets through', async () => {
    const { add, reported, transport } = setUp({ outcomes: [busy, busy, offline, offline, ok, busy] });
    add(batchOf('a'));
    await vi.advanceTimersByTimeAsync(4000);
    expect(transport.lastError).toContain('unreachable: TypeError: Failed to fetch');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(transport.lastError).toBeUndefined();
    add(batchOf('b'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(reported()).toEqual(['unavailable', 'unreachable', 'unavailable']);
  });

  it('is tried at once when the network is back, or when somebody waits for it', async () => {
    const { add, log, transport } = setUp({ outcomes: [offline, offline, offline] });
    add(batchOf('a'));
    await vi.advanceTimersByTimeAsync(100);
    window.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(100);
    transport.retry();
    await settle();
    expect(log()).toHaveLength(3);
  });

  it('is tried at once with other credentials when these are refused, without a report', async () => {
    const credentials = credentialsOf(true);
    const { add, log, reported } = setUp({ outcomes: [refused, ok] });
    add(batchOf('a'), credentials);
    await settle();
    expect(credentials.refused).toHaveBeenCalledTimes(1);
    expect(log()).toEqual(['a 0', 'a 0']);
    expect(reported()).toEqual([]);
  });

  it('is reported and tried slowly when other credentials are refused, too', async () => {
    const { add, log, reported } = setUp({ outcomes: [refused, refused, answered(404), ok] });
    add(batchOf('a'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(log()).toEqual(['a 0', 'a 0', 'a 2000', 'a 6000']);
    expect(reported()).toEqual(['forbidden']);
  });

  it('gets other credentials at once when it is refused after other problems', async () => {
    const { add, log, reported } = setUp({ outcomes: [busy, busy, refused] });
    add(batchOf('a'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(log()).toEqual(['a 0', 'a 1000', 'a 3000', 'a 3000']);
    expect(reported()).toEqual(['unavailable']);
  });

  it('is halved when the service finds it invalid, until the event that is invalid is alone and dropped', async () => {
    const { transport, report, counts } = setUp({
      answer: ({ RumEvents }) => (RumEvents.some(({ details }) => details.includes('bad')) ? invalid : ok),
    });
    const batch = batchOf('a', 100);
    batch.RumEvents[41]!.details = 'bad';
    transport.add(batch, { credentials: undefined, userKey: '' });
    await settle();
    expect(counts).toMatchObject({ sent: 99, dropped: { rejected: 1 } });
    expect(report.mock.calls.flat()).toEqual([{ type: 'rejected', count: 1, monitor: 'guest', note: '400 invalid' }]);
    expect(transport.queued).toBe(0);
  });

  it('is not halved any more when the service accepts nothing at all', async () => {
    const { transport, attempts, report, counts } = setUp({ answer: () => invalid });
    for (const name of ['a', 'b', 'c']) transport.add(batchOf(name, 100), { credentials: undefined, userKey: '' });
    await settle();
    expect(counts.dropped).toEqual({ rejected: 300 });
    expect(attempts.length).toBeLessThan(202);
    expect(report).toHaveBeenCalledTimes(1);
  });

  it('is one of at most 10,000 events: the oldest go, what is being sent stays, and it is counted and reported', async () => {
    const { add, attempts, report, transport, counts } = setUp({ held: true });
    for (let index = 0; index < 110; index++) {
      add(batchOf(`${index}`, 100));
      if (index === 0) await settle();
    }
    expect(transport.queued).toBe(10_000);
    expect(counts.dropped).toEqual({ overflow: 1000 });
    const told = report.mock.calls.filter(([{ type }]) => type === 'queue-full').map(([{ count }]) => count!);
    expect(told.reduce((sum, count) => sum + count)).toBeGreaterThan(0);
    await attempts[0]!.answer(ok);
    expect(attempts.map(({ batch }) => batch)).toEqual(['0', '11']);
  });

  it('goes last from a full queue when it holds a session start or errors', async () => {
    const { add, transport, attempts, counts } = setUp({ held: true });
    const first = batchOf('first', 50);
    Object.assign(first.RumEvents[7]!, { type: 'com.amazon.rum.session_start_event' });
    Object.assign(first.RumEvents[8]!, { type: 'com.amazon.rum.js_error_event' });
    add(first);
    for (let index = 0; index < 100; index++) add(batchOf(`${index}`, 100));
    await settle();
    expect(counts.dropped).toEqual({ overflow: 50 });
    expect(attempts.map(({ batch, events }) => [batch, events])).toEqual([['first', 2]]);
    expect(transport.queued).toBe(10_000);
  });
});

describe('when the page ends,', () => {
  it('all that waits leaves at once, and what is being prepared, too', async () => {
    const { add, attempts, transport } = setUp({ held: true });
    ['a', 'b', 'c'].forEach((name) => add(batchOf(name)));
    await settle();
    transport.leave(true);
    expect(attempts.map(({ batch, pageEnds }) => [batch, pageEnds])).toEqual([
      ['a', false],
      ['a', true],
      ['b', true],
      ['c', true],
    ]);
    // The first attempt at a is called off.
    expect(attempts.map(({ begin }) => begin())).toEqual(['called off', 'keepalive', 'keepalive', 'keepalive']);
  });

  it('a request in flight is sent once more: it is cut off, and nobody hears whether it arrived', async () => {
    const { add, attempts, transport } = setUp({ held: true });
    add(batchOf('a'));
    await settle();
    attempts[0]!.begin();
    transport.leave(false);
    expect(attempts).toHaveLength(1);
    transport.leave(true);
    attempts[1]!.begin();
    transport.leave(true);
    expect(attempts.map(({ batch, pageEnds }) => [batch, pageEnds])).toEqual([
      ['a', false],
      ['a', true],
    ]);
  });

  it('a small request in flight outlives it, and is left alone, unless the service fails or the budget is used', async () => {
    const { add, attempts, transport, budget } = setUp({ held: true, bytes: 8000 });
    add(batchOf('a'));
    await settle();
    expect(attempts[0]!.begin()).toBe('keepalive');
    transport.leave(true);
    expect(attempts).toHaveLength(1);
    await attempts[0]!.answer(busy);
    expect(budget.left).toBe(65_536);
    await vi.advanceTimersByTimeAsync(1000);
    expect(attempts[1]!.begin()).toBe('ordinary');
    await attempts[1]!.answer(ok);
    budget.reserve(30_000);
    add(batchOf('b'));
    await settle();
    expect(attempts[2]!.begin()).toBe('ordinary');
  });

  it('a request that fails with the page is sent once more, and not twice', async () => {
    const { add, attempts, transport } = setUp({ held: true });
    add(batchOf('a'));
    await settle();
    attempts[0]!.begin();
    void attempts[0]!.answer(offline);
    for (let tick = 0; tick < 10; tick++) await Promise.resolve();
    transport.leave(true);
    expect(attempts).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1000);
    expect(attempts).toHaveLength(2);
  });

  it('but goes on after all, what left is acknowledged and what failed is tried again', async () => {
    const { add, attempts, transport } = setUp({ held: true });
    add(batchOf('a'));
    add(batchOf('b'));
    await settle();
    transport.leave(true);
    attempts.forEach(({ begin }) => begin());
    await attempts[0]!.answer(ok);
    await attempts[1]!.answer(ok);
    await attempts[2]!.answer(offline);
    await vi.advanceTimersByTimeAsync(1000);
    expect(attempts.map(({ batch }) => batch)).toEqual(['a', 'a', 'b', 'b']);
    expect(transport.queued).toBe(1);
  });

  it('large batches are split to fit, in bytes, and every event leaves once', async () => {
    const { add, attempts, transport } = setUp({ held: true });
    add(batchOf('a', 40, '€'.repeat(1000)));
    await settle();
    transport.leave(true);
    const begun = attempts.filter(({ begin }) => begin() !== 'called off');
    expect(begun.length).toBeGreaterThan(1);
    expect(begun.reduce((sum, { events }) => sum + events, 0)).toBe(40);
    expect(begun[0]!.events * 3000).toBeLessThan(64 * 1024);
    expect(new Set(begun.map(({ batch }) => batch)).size).toBe(begun.length);
  });

  it('no more leaves by keepalive than browsers let through', async () => {
    const { add, attempts, transport } = setUp({ held: true });
    for (let index = 0; index < 10; index++) add(batchOf(`${index}`, 1, 'x'.repeat(10_000)));
    transport.leave(true);
    await settle();
    const beacons = attempts.filter(({ pageEnds }) => pageEnds);
    expect(beacons.length).toBeGreaterThan(3);
    expect(beacons.length * 10_000).toBeLessThan(64 * 1024);
  });
});

it('a stopped transport sends what it has, and leaves no timer behind', async () => {
  const { add, transport, attempts } = setUp({ held: true });
  add(batchOf('a'));
  await settle();
  transport.stop();
  attempts[0]!.begin();
  await attempts[0]!.answer(offline);
  await vi.advanceTimersByTimeAsync(0);
  expect(vi.getTimerCount()).toBe(0);
  expect(transport.queued).toBe(0);
});

describe('a batch that cannot leave when the page ends', () => {
  /** Storage that two pages can share, which both live. */
  const createStorage = () => {
    const batches: StoredBatch[] = [];
    const removeIf = (which: (batch: StoredBatch) => boolean): StoredBatch[] => {
      const removed = batches.filter(which);
      batches.splice(0, batches.length, ...batches.filter((batch) => !which(batch)));
      return removed;
    };
    return {
      batches,
      store(given: StoredBatch[]): boolean {
        removeIf(({ id }) => given.some((batch) => batch.id === id));
        batches.push(...given);
        return true;
      },
      claim: (id: string) => Promise.resolve(batches.some((batch) => batch.id === id)),
      remove: (id: string) => Promise.resolve(void removeIf((batch) => batch.id === id)),
      takeOver: (which: (batch: StoredBatch) => boolean) => Promise.resolve(removeIf(which)),
      release: vi.fn(),
      clear: () => undefined,
      close: vi.fn(),
    };
  };
  const names = (batches: StoredBatch[]) => batches.map(({ id }) => id);

  it('is stored while the service fails', async () => {
    const storage = createStorage();
    const { add, transport, attempts } = setUp({ held: true });
    transport.useStorage(storage);
    add(batchOf('a'));
    await settle();
    attempts[0]!.begin();
    await attempts[0]!.answer(busy);
    transport.leave(true);
    expect(names(storage.batches)).toEqual(['a']);
    expect(attempts).toHaveLength(1);
  });

  it('is stored before that, as soon as an attempt fails, with all that waits and all that comes', async () => {
    const storage = createStorage();
    const { add, transport, attempts } = setUp({ held: true });
    transport.useStorage(storage);
    ['a', 'b'].forEach((name) => add(batchOf(name)));
    await settle();
    attempts[0]!.begin();
    await attempts[0]!.answer(busy);
    add(batchOf('c'));
    await settle();
    expect(names(storage.batches)).toEqual(['a', 'b', 'c']);
    await vi.advanceTimersByTimeAsync(2000);
    for (const attempt of [1, 2, 3]) {
      attempts[attempt]!.begin();
      await attempts[attempt]!.answer(ok);
    }
    expect(attempts.map(({ batch }) => batch)).toEqual(['a', 'a', 'b', 'c']);
    expect(storage.batches).toEqual([]);
  });

  it('is stored as long as all of them have no more than 2 MB', async () => {
    const storage = createStorage();
    const { add, transport, attempts } = setUp({ held: true, keepalive: 0 });
    transport.useStorage(storage);
    add(batchOf('a'));
    await settle();
    attempts[0]!.begin();
    await attempts[0]!.answer(busy);
    for (const name of ['b', 'c', 'd']) add(batchOf(name, 10, 'x'.repeat(90_000)));
    await settle();
    expect(names(storage.batches)).toEqual(['a', 'b', 'c']);
    await vi.advanceTimersByTimeAsync(2000);
    // What is delivered makes room; what could not be kept is first.
    for (const attempt of [1, 2, 3]) {
      attempts[attempt]!.begin();
      await attempts[attempt]!.answer(ok);
    }
    expect(attempts.map(({ batch }) => batch)).toEqual(['a', 'd', 'a', 'b', 'c']);
    add(batchOf('e', 10, 'x'.repeat(90_000)));
    transport.leave(true);
    expect(names(storage.batches)).toEqual(['c', 'e']);
  });

  it('is stored though it is in flight, once something has failed: nobody would hear of the next failure', async () => {
    const storage = createStorage();
    const { add, transport, attempts } = setUp({ held: true });
    transport.useStorage(storage);
    add(batchOf('a'));
    await settle();
    attempts[0]!.begin();
    await attempts[0]!.answer(busy);
    await vi.advanceTimersByTimeAsync(1000);
    attempts[1]!.begin();
    transport.leave(true);
    expect(names(storage.batches)).toEqual(['a']);
    // The page lived on, and it got through after all.
    await attempts[1]!.answer(ok);
    expect(storage.batches).toEqual([]);
  });

  it('leaves after all when nothing may be stored any more', async () => {
    const { add, transport, attempts } = setUp({ held: true });
    transport.useStorage(createStorage());
    add(batchOf('a'));
    await settle();
    attempts[0]!.begin();
    await attempts[0]!.answer(busy);
    transport.useStorage(undefined);
    transport.leave(true);
    await settle();
    expect(attempts.map(({ pageEnds }) => pageEnds)).toEqual([false, true]);
  });

  it('is the one without important events', () => {
    const storage = createStorage();
    const { add, transport, attempts } = setUp({ held: true });
    transport.useStorage(storage);
    add(batchOf('a', 1, 'x'.repeat(30_000)));
    add(batchOf('b', 1, 'x'.repeat(30_000)));
    const error = batchOf('c', 1, 'x'.repeat(30_000));
    error.RumEvents[0]!.type = 'com.amazon.rum.js_error_event';
    add(error);
    transport.leave(true);
    expect(attempts.map(({ batch, pageEnds }) => [batch, pageEnds])).toEqual([
      ['c', true],
      ['a', true],
    ]);
    expect(names(storage.batches)).toEqual(['b']);
  });

  it('is stored when nobody can sign it yet', () => {
    const storage = createStorage();
    const unready = credentialsOf(false);
    for (const signing of [false, true]) {
      const { transport } = setUp({ held: true, signing });
      transport.useStorage(storage);
      transport.add(batchOf(signing ? 'signed' : 'unsigned'), { credentials: unready, userKey: '' });
      transport.leave(true);
    }
    expect(names(storage.batches)).toEqual(['signed']);
  });

  it("is sent by the next page of the same user, with that page's credentials, as the same batch", async () => {
    const storage = createStorage();
    const before = setUp({ outcomes: [busy] });
    before.transport.useStorage(storage);
    before.add(batchOf('a', 2), undefined, 'alice');
    await settle();
    before.transport.leave(true);

    const bobs = setUp();
    bobs.transport.useStorage(storage);
    await bobs.transport.sendStored('bob', () => undefined);
    await settle();
    expect(bobs.attempts).toEqual([]);

    const credentials = credentialsOf(true);
    const alices = setUp();
    alices.transport.useStorage(storage);
    await alices.transport.sendStored('alice', () => credentials);
    await settle();
    expect(alices.attempts.map(({ batch, events }) => [batch, events])).toEqual([['a', 2]]);
    expect(storage.batches).toEqual([]);
  });

  it('is not sent by a page that comes back after another has taken it over', async () => {
    const storage = createStorage();
    const { add, transport, log } = setUp({ outcomes: [busy] });
    transport.useStorage(storage);
    add(batchOf('a'));
    add(batchOf('b'));
    await settle();
    transport.leave(true);
    await storage.takeOver(({ id }) => id === 'a');
    await vi.advanceTimersByTimeAsync(10_000);
    transport.restore();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(log()).toEqual(['a 0', 'b 10000']);
    expect(transport.queued).toBe(0);
    expect(storage.batches).toEqual([]);
  });

  it('is free for other pages from the end of the page on, and is claimed when the page is back', async () => {
    const storage = createStorage();
    const { add, transport, log } = setUp({ outcomes: [busy] });
    transport.useStorage(storage);
    add(batchOf('a'));
    await settle();
    transport.leave(false);
    expect(storage.release).not.toHaveBeenCalled();
    transport.leave(true);
    expect(storage.release).toHaveBeenCalled();
    await storage.takeOver(({ id }) => id === 'a');
    add(batchOf('b'));
    transport.restore();
    await settle();
    expect(log()).toEqual(['a 0', 'b 0']);
    expect(transport.queued).toBe(0);
  });

  it('stays free for other pages: a page that ends does not try it again', async () => {
    const storage = createStorage();
    const { add, transport } = setUp({ outcomes: [busy] });
    transport.useStorage(storage);
    add(batchOf('a'));
    await settle();
    const claim = vi.spyOn(storage, 'claim');
    // It is due.
    vi.setSystemTime(Date.now() + 60_000);
    transport.leave(true);
    expect(claim).not.toHaveBeenCalled();
    transport.restore();
    await settle();
    expect(claim).toHaveBeenCalledWith('a');
  });

  it('is dropped after a day, and counted', async () => {
    const storage = createStorage();
    storage.store([
      { id: 'old', storedAt: Date.now() - 25 * 3_600_000, userKey: 'anybody', request: batchOf('old', 3) },
    ]);
    const { transport, attempts, counts } = setUp();
    transport.useStorage(storage);
    await transport.sendStored('', () => undefined);
    await settle();
    expect(attempts).toEqual([]);
    expect(storage.batches).toEqual([]);
    expect(counts.dropped).toEqual({ age: 3 });
  });

  it('is stored when the browser refuses it keepalive', async () => {
    const storage = createStorage();
    const { add, transport, attempts, report } = setUp({ held: true });
    transport.useStorage(storage);
    add(batchOf('a'));
    transport.leave(true);
    attempts[0]!.begin();
    void attempts[0]!.answer({ name: 'no keepalive' });
    for (let tick = 0; tick < 10; tick++) await Promise.resolve();
    expect(names(storage.batches)).toEqual(['a']);
    // The page is back.
    transport.restore();
    await vi.advanceTimersByTimeAsync(1000);
    attempts[1]!.begin();
    await attempts[1]!.answer(ok);
    expect(storage.batches).toEqual([]);
    expect(attempts.map(({ pageEnds }) => pageEnds)).toEqual([true, false]);
    expect(report).not.toHaveBeenCalled();
  });

  it('is not tried again by a page that has ended, though an answer comes: the next page could not have it', async () => {
    const storage = { ...createStorage(), claim: vi.fn(() => Promise.resolve(true)) };
    const { add, transport, attempts } = setUp({ held: true, keepalive: 0 });
    transport.useStorage(storage);
    ['a', 'b'].forEach((name) => add(batchOf(name)));
    await settle();
    attempts[0]!.begin();
    transport.leave(true);
    await attempts[0]!.answer(ok);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(storage.claim).not.toHaveBeenCalled();
    transport.restore();
    await settle();
    expect(storage.claim).toHaveBeenCalled();
  });

  it.each([
    ['is stored when it fails after the page has ended', true],
    ['is tried again at once where nothing can be stored', false],
  ])('%s', async (_, canStore) => {
    const storage = createStorage();
    const { add, transport, attempts } = setUp({ held: true });
    if (canStore) transport.useStorage(storage);
    add(batchOf('a'));
    transport.leave(true);
    attempts[0]!.begin();
    await attempts[0]!.answer(busy);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(names(storage.batches)).toEqual(canStore ? ['a'] : []);
    expect(attempts).toHaveLength(canStore ? 1 : 2);
  });

  it('takes its bytes from the budget until it is answered', async () => {
    const { add, transport, attempts, budget } = setUp({ held: true });
    add(batchOf('a'));
    transport.leave(true);
    expect(budget.left).toBeLessThan(65_536);
    attempts[0]!.begin();
    await attempts[0]!.answer(ok);
    expect(budget.left).toBe(65_536);
  });

  it('is sent though its stored copy is gone: somebody may have cleared the storage', async () => {
    const storage = { ...createStorage(), claim: () => Promise.resolve(true) };
    const { add, transport, log, counts } = setUp({ outcomes: [busy] });
    transport.useStorage(storage);
    add(batchOf('a'));
    await settle();
    storage.batches.length = 0;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(log()).toEqual(['a 0', 'a 1000']);
    expect(counts).toMatchObject({ sent: 1, dropped: {} });
  });
});

describe('a batch that is in flight when the page leaves, and is still when the page is back,', () => {
  /** It left with the page, which has slept and is back. */
  const sleep = async () => {
    const parts = setUp({ held: true });
    parts.add(batchOf('a', 2));
    parts.transport.leave(true);
    parts.attempts[0]!.begin();
    parts.transport.restore();
    await vi.advanceTimersByTimeAsync(1000);
    const names = () => parts.attempts.map(({ batch }) => batch);
    return { ...parts, names, answer: parts.attempts[0]!.answer };
  };

  it('lets others go on, and is sent once when its answer comes late', async () => {
    const { add, names, answer, attempts, counts, transport } = await sleep();
    add(batchOf('b'));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(names()).toEqual(['a', 'b']);
    await attempts[1]!.answer(ok);
    expect(counts.sent).toBe(1);
    expect(transport.queued).toBe(2);
    await answer(ok);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(names()).toEqual(['a', 'b']);
    expect(counts).toMatchObject({ sent: 3, dropped: {} });
  });

  it.each([
    ['is busy', busy],
    ['refuses the credentials', refused],
    ['cannot be reached', offline],
  ])('is tried again when it hears late that the service %s', async (_, outcome) => {
    const { names, answer, attempts, counts } = await sleep();
    await vi.advanceTimersByTimeAsync(20_000);
    await answer(outcome);
    await vi.advanceTimersByTimeAsync(2000);
    expect(names()).toEqual(['a', 'a']);
    attempts[1]!.begin();
    await attempts[1]!.answer(ok);
    expect(counts).toMatchObject({ sent: 2, dropped: {} });
  });

  it('counts as arrived when no answer comes, and says nothing about the service', async () => {
    const { names, answer, counts, transport, reported } = await sleep();
    await answer(silent);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(names()).toEqual(['a']);
    expect(counts).toMatchObject({ sent: 2, dropped: {} });
    expect(transport.queued).toBe(0);
    expect(transport.lastError).toBeUndefined();
    expect(reported()).toEqual([]);
  });

  it('is tried again when its time was over while the page slept: its answer is not read yet', async () => {
    const { add, transport, attempts } = setUp({ held: true });
    add(batchOf('a'));
    transport.leave(true);
    attempts[0]!.begin();
    transport.restore();
    await attempts[0]!.answer(silent);
    await vi.advanceTimersByTimeAsync(2000);
    expect(attempts.map(({ batch }) => batch)).toEqual(['a', 'a']);
  });

  it('is left alone when the page leaves again', async () => {
    const { names, answer, attempts, transport } = await sleep();
    transport.leave(true);
    transport.restore();
    transport.leave(false);
    await vi.advanceTimersByTimeAsync(1000);
    expect(names()).toEqual(['a']);
    await answer(busy);
    transport.leave(true);
    expect(names()).toEqual(['a', 'a']);
    attempts[1]!.begin();
    await attempts[1]!.answer(silent);
    await vi.advanceTimersByTimeAsync(60_000);
    // The page has not slept since.
    expect(names()).toEqual(['a', 'a', 'a']);
  });

  it('is not stored for a next page, which would send it once more', async () => {
    const { add, attempts, transport } = await sleep();
    const stored: string[] = [];
    const store = (rows: StoredBatch[]) => Boolean(stored.push(...rows.map(({ id }) => id)));
    transport.useStorage({ store, claim: () => Promise.resolve(true), release: () => undefined } as never);
    add(batchOf('b'));
    await settle();
    attempts[1]!.begin();
    await attempts[1]!.answer(busy);
    transport.leave(true);
    expect(stored).toEqual(['b']);
  });

  it('is tried again when no answer comes and it was cut off with the page', async () => {
    const { add, transport, attempts } = setUp({ held: true, keepalive: 0 });
    add(batchOf('a'));
    await settle();
    attempts[0]!.begin();
    transport.leave(true);
    transport.restore();
    await attempts[0]!.answer(silent);
    await vi.advanceTimersByTimeAsync(2000);
    expect(attempts.map(({ batch }) => batch)).toEqual(['a', 'a']);
  });
});

describe('a transport that is stopped', () => {
  it('leaves to the next page what fails, touches nothing else that is stored, and closes the storage', async () => {
    const close = vi.fn();
    const rows = [{ id: 'of another page', storedAt: Date.now(), userKey: '', request: batchOf('of another page') }];
    const storage = {
      store: (batches: StoredBatch[]) => Boolean(rows.push(...batches)),
      claim: () => Promise.resolve(true),
      remove: vi.fn(),
      takeOver: () => Promise.resolve([]),
      release: vi.fn(),
      clear: vi.fn(),
      close,
    };
    const { add, transport, counts } = setUp({ outcomes: [ok, offline] });
    transport.useStorage(storage);
    add(batchOf('a'));
    add(batchOf('b'));
    transport.stop();
    await vi.advanceTimersByTimeAsync(10);
    expect(rows.map(({ id }) => id)).toEqual(['of another page', 'b']);
    expect(counts).toMatchObject({ sent: 1, dropped: {} });
    expect(transport.queued).toBe(0);
    expect(close).toHaveBeenCalledTimes(1);
    expect(storage.clear).not.toHaveBeenCalled();
  });

  it('closes the storage at once when nothing waits', () => {
    const close = vi.fn();
    const { transport } = setUp();
    transport.useStorage({ close } as never);
    transport.stop();
    expect(close).toHaveBeenCalledTimes(1);
    // One that opens late.
    transport.useStorage({ close } as never);
    expect(close).toHaveBeenCalledTimes(2);
  });
});
