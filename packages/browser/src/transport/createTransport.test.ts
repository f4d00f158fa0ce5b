import { describe, expect, it, vi } from 'vitest';
import {
  answered,
  batchOf,
  busy,
  credentialsOf,
  invalid,
  offline,
  ok,
  refused,
  settle,
  setUp,
  throttled,
  unsigned,
  useFakeTime,
} from './transport.testing.ts';

useFakeTime();

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
