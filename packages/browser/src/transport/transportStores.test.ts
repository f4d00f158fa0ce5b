import { describe, expect, it, vi } from 'vitest';
import type { StoredBatch } from './BatchStorage.ts';
import { batchOf, busy, credentialsOf, offline, ok, settle, setUp, useFakeTime } from './transport.testing.ts';

useFakeTime();

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
      store(given: StoredBatch[]): StoredBatch[] {
        removeIf(({ id }) => given.some((batch) => batch.id === id));
        batches.push(...given);
        return [];
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

  it('is not taken over by a page that has ended: it may be gone before it can send it', async () => {
    const storage = createStorage();
    storage.store([{ id: 'a', storedAt: Date.now(), userKey: '', request: batchOf('a') }]);
    const { transport, log } = setUp();
    transport.useStorage(storage);
    transport.leave(true);
    await transport.sendStored('', () => undefined);
    expect(names(storage.batches)).toEqual(['a']);
    transport.restore();
    await transport.sendStored('', () => undefined);
    await vi.advanceTimersByTimeAsync(1000);
    expect(log()).toHaveLength(1);
  });

  it('leaves no copy behind where nothing may be stored any more: it would come again', async () => {
    const storage = createStorage();
    const { add, transport, attempts } = setUp({ outcomes: [busy] });
    transport.useStorage(storage);
    add(batchOf('a'));
    await settle();
    expect(names(storage.batches)).toEqual(['a']);
    transport.useStorage(undefined);
    expect(storage.batches).toEqual([]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(attempts).toHaveLength(2);
  });

  it('leaves without those that cannot be stored, and keeps the copies of the others', async () => {
    const storage = createStorage();
    const { add, transport, attempts } = setUp({ outcomes: [busy, busy] });
    transport.useStorage(storage);
    add(batchOf('a'));
    await settle();
    transport.useStorage({ ...storage, store: (rows: StoredBatch[]) => rows });
    add(batchOf('b'));
    transport.leave(true);
    await settle();
    expect(names(storage.batches)).toEqual(['a']);
    expect(attempts.map(({ pageEnds }) => pageEnds)).toEqual([false, true]);
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

describe('a transport that is stopped', () => {
  it('leaves to the next page what fails, touches nothing else that is stored, and closes the storage', async () => {
    const close = vi.fn();
    const rows = [{ id: 'of another page', storedAt: Date.now(), userKey: '', request: batchOf('of another page') }];
    const storage = {
      store(batches: StoredBatch[]): StoredBatch[] {
        rows.push(...batches);
        return [];
      },
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
