import { describe, expect, it, vi } from 'vitest';
import type { StoredBatch } from './BatchStorage.ts';
import { batchOf, busy, offline, ok, refused, settle, setUp, silent, useFakeTime } from './transport.testing.ts';

useFakeTime();

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

  it('what comes once the page was told that it may end waits for that, which would cut it off, but not for long', async () => {
    const { add, attempts, transport } = setUp({ held: true });
    transport.leave(false);
    add(batchOf('a'));
    await vi.advanceTimersByTimeAsync(900);
    expect(attempts).toEqual([]);
    transport.leave(true);
    expect(attempts).toMatchObject([{ batch: 'a', pageEnds: true }]);

    const staying = setUp();
    staying.transport.leave(false);
    staying.add(batchOf('b'));
    await vi.advanceTimersByTimeAsync(1000);
    expect(staying.attempts).toMatchObject([{ batch: 'b', pageEnds: false }]);
  });

  it('what the browser has stopped leaves once more as the next listener is called, and what is in flight does not', () => {
    const { add, attempts, transport } = setUp({ held: true });
    ['a', 'b'].forEach((name) => add(batchOf(name), undefined));
    // Firefox hides the page, stops the script that prepares a, …
    transport.leave(false);
    expect(attempts[1]!.begin()).toBe('keepalive');
    // … ends it, stops the script once more, and calls one listener after the other.
    transport.leave(true);
    transport.leave(true);
    expect(attempts.map(({ batch, pageEnds }) => [batch, pageEnds])).toEqual([
      ['a', true],
      ['b', true],
      ['a', true],
      ['a', true],
    ]);
    expect([0, 2, 3].map((number) => attempts[number]!.begin())).toEqual(['called off', 'called off', 'keepalive']);
    transport.leave(true);
    expect(attempts).toHaveLength(4);
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
    const store = (rows: StoredBatch[]) => (stored.push(...rows.map(({ id }) => id)), []);
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

it('a batch that leaves once the page is back is awaited: a service that fails has it stored as the page ends', async () => {
  const { add, attempts, transport } = setUp({ held: true, bytes: 8000 });
  const stored: string[] = [];
  const store = (rows: StoredBatch[]) => (stored.push(...rows.map(({ id }) => id)), []);
  transport.useStorage({ store, claim: () => Promise.resolve(true), release: () => undefined } as never);
  transport.leave(true);
  transport.restore();
  add(batchOf('a'));
  transport.retry();
  await settle();
  expect(attempts[0]!.begin()).toBe('keepalive');
  add(batchOf('b'));
  await vi.advanceTimersByTimeAsync(2000);
  expect(attempts.map(({ batch }) => batch)).toEqual(['a']);
  await attempts[0]!.answer(busy);
  transport.leave(true);
  expect(stored).toEqual(expect.arrayContaining(['a', 'b']));
});
