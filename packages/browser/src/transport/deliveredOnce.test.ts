import type { PutRumEventsRequest } from '@aws-rum/web-core/dispatch/dataplane';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { NO_ANSWER } from '../credentials/inTime.ts';
import type { BatchStorage, StoredBatch } from './BatchStorage.ts';
import { createDeliveryCounts, type DeliveryCounts } from './createDeliveryCounts.ts';
import { createKeepaliveBudget } from './createKeepaliveBudget.ts';
import type { Outcome, Send } from './Send.ts';
import { createTransport } from './createTransport.ts';
import { createBatchStorage } from './storage/createBatchStorage.ts';
import { createLocalRows } from './storage/createLocalRows.ts';
import type { BatchDatabase } from './storage/openBatchDatabase.ts';
import type { StoredRow } from './storage/StoredRow.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  localStorage.clear();
});

type Fate = 'ok' | 'busy' | 'throttled' | 'refused' | 'missing' | 'offline' | 'unsigned';

const answered = (status: number, retryAfter = 0): Outcome => ({
  name: 'answered',
  status,
  note: `${status}`,
  retryAfter,
  accessKeyId: 'key',
});
const OUTCOMES: Record<Fate, Outcome> = {
  ok: answered(200),
  busy: answered(503),
  throttled: answered(429, 3000),
  refused: answered(403),
  missing: answered(404),
  offline: { name: 'unreachable', cause: new TypeError('Failed to fetch') },
  unsigned: { name: 'unsigned', cause: new Error('no token') },
};

const fate = fc.constantFrom<Fate>(...(Object.keys(OUTCOMES) as Fate[]));
/** How one attempt goes: how long it is prepared, how long it is on the wire, what comes of it. */
const attempt = fc.record({ signing: fc.nat(50), wire: fc.nat(1500), fate });
const action = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('add' as const),
      events: fc.integer({ min: 1, max: 60 }),
      invalid: fc.array(fc.nat(59), { maxLength: 3 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.nat(4000) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('leave' as const, 'retry' as const, 'online' as const) }) },
  // The page goes into the back/forward cache and comes back; a deaf one never hears that a batch was accepted meanwhile.
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sleep' as const), deaf: fc.boolean() }) },
);
/** `close`: the page ends, and another is opened. `tab`: another is opened while this one goes on. */
const pageAction = fc.oneof(
  { weight: 6, arbitrary: action },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('close' as const, 'tab' as const) }) },
);
/** The page comes back from the back/forward cache and soon ends, with small batches on the way: their requests outlive it. */
const nap = fc
  .tuple(fc.boolean(), fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.nat(1200)), { minLength: 2, maxLength: 3 }))
  .map(([deaf, batches]) => [
    { do: 'sleep' as const, deaf },
    ...batches.flatMap(([events, ms]) => [
      { do: 'add' as const, events, invalid: [] },
      { do: 'wait' as const, ms },
    ]),
    { do: 'close' as const },
  ]);
const lives = fc
  .array(fc.oneof({ weight: 8, arbitrary: pageAction.map((one) => [one]) }, { weight: 1, arbitrary: nap }), {
    maxLength: 40,
  })
  .map((parts) => parts.flat());

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
/** Milliseconds until a request is given up that nobody answers. */
const TIMEOUT = 30_000;
const SILENT: Outcome = { name: 'unreachable', cause: NO_ANSWER };
const never = (): Promise<never> => new Promise(() => undefined);

type Attempt = typeof attempt extends fc.Arbitrary<infer T> ? T : never;
/** The app, or its user, removes what is stored. */
const clearing = fc.oneof(
  { weight: 6, arbitrary: pageAction },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('clear' as const), what: fc.constantFrom<Place>('local', 'database') }),
  },
);
type Place = 'local' | 'database';
/** Somebody kills the browser, with all its pages. What is in localStorage is on the disk by then, or not. */
const killing = fc.oneof(
  { weight: 6, arbitrary: pageAction },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('kill' as const), written: fc.boolean() }) },
);
/** The page loses its connection to the database, which the browser may close at any time. */
const losing = fc.oneof(
  { weight: 6, arbitrary: pageAction },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lose' as const) }) },
);
type PageAction = typeof clearing extends fc.Arbitrary<infer T> ? T : never;
type Killing = typeof killing extends fc.Arbitrary<infer T> ? T : never;
type Losing = typeof losing extends fc.Arbitrary<infer T> ? T : never;

/** Pages that deliver to one service, of one browser, one after the other and side by side. */
async function browse(
  fates: Attempt[],
  actions: (PageAction | Killing | Losing)[],
  storage?: (closed: () => boolean) => BatchStorage,
  clear?: (what: Place) => void,
  kill?: (written: boolean) => void,
  lose?: () => string[],
) {
  const stored = new Map<string, number>();
  const rejected = new Set<string>();
  const invalid = new Set<string>();
  /** Event ids on the wire; the end of a page cuts off those that do not outlast it. */
  const onWire = new Map<string, () => boolean>();
  const coming = [...fates];
  let overlap = 0;
  /** What outlives a page that ends while the service fails: it is stored, too, since nobody hears whether it arrives. */
  const mayRepeat = new Set<string>();
  const pages: {
    transport: ReturnType<typeof createTransport>;
    counts: DeliveryCounts;
    closed: boolean;
    ending: boolean;
    /** How often its ordinary requests were cut off because it went to sleep. */
    cuts: number;
    /** For each time it slept, whether it was deaf. */
    sleeps: boolean[];
    /** Events that arrived while it was deaf. */
    untold: Set<string>;
    /** Events that were on the wire as it ended, while the service failed. */
    kept: Set<string>;
    /** The last attempt failed of which it heard. */
    fails: boolean;
  }[] = [];

  const open = (): void => {
    const page = {
      closed: false,
      ending: false,
      cuts: 0,
      sleeps: [] as boolean[],
      untold: new Set<string>(),
      kept: new Set<string>(),
      fails: false,
    };
    const send: Send = async ({ request, pageEnds, begin }) => {
      const { signing, wire, fate } = coming.shift() ?? { signing: 1, wire: 1, fate: 'ok' };
      // As the page ends there are no tasks any more, only microtasks.
      if (!pageEnds) await wait(signing);
      if (page.closed && !pageEnds) return never();
      // What nobody can sign is not tried as the page ends.
      page.fails ||= fate === 'unsigned';
      if (fate === 'unsigned' && !pageEnds) return OUTCOMES.unsigned;
      const begun = begin(new TextEncoder().encode(JSON.stringify(request)).length);
      if (begun === 'called off') return { name: begun };
      const lasts = begun === 'keepalive';
      const ids = request.RumEvents.map(({ id }) => id);
      overlap += ids.filter((id) => onWire.get(id)?.() && !mayRepeat.has(id)).length;
      const { cuts } = page;
      const before = page.sleeps.length;
      const there = (): boolean => lasts || !(page.ending || page.cuts > cuts);
      ids.forEach((id) => onWire.set(id, there));
      await wait(wire);
      if (!there()) return page.closed ? never() : wait(TIMEOUT).then(() => ((page.fails = true), SILENT));
      const deaf = page.closed || page.sleeps.slice(before).includes(true);
      ids.forEach((id) => onWire.delete(id));
      // What a page that is gone, or is deaf, has on the wire arrives: nobody would hear of a refusal, which is the price. Only what
      // it has stored as well, because the service failed as it ended, may be refused.
      const isStored = page.sleeps.length === before && ids.every((id) => page.kept.has(id));
      const outcome = (deaf && !isStored) || fate === 'unsigned' ? 'ok' : fate;
      const isInvalid = request.RumEvents.some(({ type }) => type === 'invalid');
      if (outcome === 'ok' && isInvalid) {
        // What leaves with the page is lost with the one that is invalid: nobody hears of it.
        if ((page.closed && !isStored) || ids.length === 1) ids.forEach((id) => rejected.add(id));
        return page.closed ? never() : answered(400);
      }
      if (outcome === 'ok') ids.forEach((id) => stored.set(id, (stored.get(id) ?? 0) + 1));
      if (page.closed) return never();
      if (deaf) ids.forEach((id) => page.untold.add(id));
      if (!deaf) page.fails = outcome !== 'ok';
      return deaf ? wait(TIMEOUT).then(() => SILENT) : OUTCOMES[outcome];
    };
    const counts = createDeliveryCounts();
    const transport = createTransport({
      monitor: 'guest',
      send,
      report: () => undefined,
      signing: false,
      budget: createKeepaliveBudget(),
      counts,
    });
    transport.useStorage(storage?.(() => page.closed));
    void transport.sendStored('', () => undefined);
    pages.push(Object.assign(page, { transport, counts }));
  };

  open();
  let added = 0;
  for (const step of actions) {
    const { transport } = pages.at(-1)!;
    if (step.do === 'add') {
      for (const index of step.invalid) if (index < step.events) invalid.add(`${added + index}`);
      transport.add(batchOf(added, (added += step.events), step.invalid), { credentials: undefined, userKey: '' });
    } else if (step.do === 'wait') await vi.advanceTimersByTimeAsync(step.ms);
    else if (step.do === 'online') window.dispatchEvent(new Event('online'));
    else if (step.do === 'retry') transport.retry();
    else if (step.do === 'clear') clear!(step.what);
    else if (step.do === 'kill') {
      for (const page of pages) page.closed = page.ending = true;
      kill!(step.written);
      open();
    } else if (step.do === 'lose') {
      // What the page has in the database it cannot remove any more, so the next page sends it, too.
      for (const id of lose!()) mayRepeat.add(id);
    } else if (step.do === 'sleep') {
      pages.at(-1)!.cuts++;
      transport.leave(true);
      for (let hop = 0; hop < 50; hop++) await Promise.resolve();
      pages.at(-1)!.sleeps.push(step.deaf);
      transport.restore();
    } else {
      // Ordinary requests are cut off.
      pages.at(-1)!.ending = step.do === 'close';
      if (step.do === 'close') {
        const { kept, untold, fails } = pages.at(-1)!;
        // A first refusal may be of old credentials: it is no error yet.
        if (transport.lastError !== undefined) for (const id of onWire.keys()) kept.add(id);
        if (fails) for (const id of [...onWire.keys(), ...untold]) mayRepeat.add(id);
      }
      if (step.do !== 'tab') transport.leave(step.do === 'close');
      if (step.do === 'leave') continue;
      // No more than microtasks are left to a page that ends.
      for (let hop = 0; hop < 50; hop++) await Promise.resolve();
      pages.at(-1)!.closed = step.do === 'close';
      open();
    }
  }
  await vi.advanceTimersByTimeAsync(60 * 60_000);
  open();
  await vi.advanceTimersByTimeAsync(60 * 60_000);
  pages.forEach(({ transport }) => transport.stop());
  const alive = pages.filter(({ closed }) => !closed);
  const twice = [...stored].filter(([id, times]) => times > 1 && !mayRepeat.has(id)).map(([id]) => id);
  return { stored, twice, rejected, invalid, overlap, added, alive };
}

it('every event is stored exactly once, except those that are invalid themselves, and never sent twice at a time', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(attempt, { maxLength: 40 }),
      fc.array(action, { maxLength: 30 }),
      async (fates, actions) => {
        const { stored, twice, rejected, invalid, overlap, added, alive } = await browse(fates, actions);
        expect(overlap).toBe(0);
        expect(twice).toEqual([]);
        expect([...stored.keys()].some((id) => rejected.has(id))).toBe(false);
        expect(stored.size + rejected.size).toBe(added);
        expect(rejected).toEqual(invalid);
        expect(alive.map(({ transport }) => transport.queued)).toEqual([0, 0]);
        const { sent, dropped } = alive[0]!.counts;
        expect([sent, dropped.rejected ?? 0]).toEqual([stored.size, rejected.size]);
      },
    ),
    { numRuns: 300 },
  );
}, 60_000);

it('every event is stored exactly once across pages that end and tabs side by side', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(attempt, { maxLength: 40 }), lives, async (fates, actions) => {
      const { stored, twice, rejected, overlap, added, alive } = await browse(fates, actions, memory());
      expect(overlap).toBe(0);
      expect(twice).toEqual([]);
      // What a page that is gone had refused with an invalid event may come again from its copy.
      expect(new Set([...stored.keys(), ...rejected]).size).toBe(added);
      expect(alive.every(({ transport }) => transport.queued === 0)).toBe(true);
    }),
    { numRuns: 300 },
  );
}, 60_000);

it('storage that is cleared costs what pages had left there that are gone in the end, and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(attempt, { maxLength: 40 }),
      fc.array(clearing, { maxLength: 40 }),
      async (fates, actions) => {
        localStorage.clear();
        const { open, clear, gone } = clearable();
        const { stored, twice, rejected, overlap, added, alive } = await browse(fates, actions, open, clear);
        expect(overlap).toBe(0);
        expect(twice).toEqual([]);
        const lost = Array.from({ length: added }, (_, index) => `${index}`).filter(
          (id) => !stored.has(id) && !rejected.has(id),
        );
        expect(lost.filter((id) => !gone().has(id))).toEqual([]);
        expect(alive.every(({ transport }) => transport.queued === 0)).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
}, 60_000);

it('a browser that is killed keeps what is on the disk, and sends it once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(attempt, { maxLength: 40 }),
      fc.array(killing, { maxLength: 40 }),
      async (fates, actions) => {
        localStorage.clear();
        const { open, kill, kept } = clearable();
        const { stored, twice, rejected, overlap, alive } = await browse(fates, actions, open, undefined, kill);
        expect(overlap).toBe(0);
        expect(twice).toEqual([]);
        expect([...kept].filter((id) => !stored.has(id) && !rejected.has(id))).toEqual([]);
        expect(alive.every(({ transport }) => transport.queued === 0)).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
}, 60_000);

it('a page that loses its connection to the database goes on in localStorage as far as there is room', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(attempt, { maxLength: 40 }),
      fc.array(losing, { maxLength: 40 }),
      async (fates, actions) => {
        localStorage.clear();
        const { open, lose } = clearable();
        const { twice, overlap, alive } = await browse(fates, actions, open, undefined, undefined, lose);
        expect(overlap).toBe(0);
        expect(twice).toEqual([]);
        expect(alive.every(({ transport }) => transport.queued === 0)).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
}, 60_000);

/** The storage of a browser, which somebody may clear. `gone`: events it held then, whose page is gone now. */
function clearable() {
  const rows = new Map<string, StoredRow>();
  const taken = new Map<string, string>();
  const pages: { page: string; closed: () => boolean; lost?: boolean }[] = [];
  const cleared: StoredRow[] = [];
  /** Events that were on the disk when the browser was killed for the last time. */
  const kept = new Set<string>();
  const local = createLocalRows(localStorage, 'rum/', 20_000);
  const isGone = ({ page }: StoredRow): boolean => pages.some((one) => one.page === page && one.closed());
  return {
    gone: () => new Set(cleared.filter(isGone).flatMap(({ request }) => request.RumEvents.map(({ id }) => id))),
    clear(what: Place): void {
      cleared.push(...(what === 'local' ? local.all() : rows.values()));
      if (what === 'local') return localStorage.clear();
      rows.clear();
      taken.clear();
    },
    kept,
    kill(written: boolean): void {
      if (!written) localStorage.clear();
      kept.clear();
      for (const { request } of [...local.all(), ...rows.values()])
        for (const { id } of request.RumEvents) kept.add(id);
    },
    lose(): string[] {
      const one = pages.at(-1)!;
      one.lost = true;
      const left = [...rows.values()].filter(({ page }) => page === one.page);
      return left.flatMap(({ request }) => request.RumEvents.map(({ id }) => id));
    },
    open(closed: () => boolean): BatchStorage {
      const page = `page ${pages.length}`;
      const one: (typeof pages)[number] = { page, closed };
      pages.push(one);
      const answer = async <T>(work: () => T): Promise<T> => {
        connected();
        await wait(5);
        return closed() ? never() : work();
      };
      const connected = (): void => {
        if (one.lost) throw new DOMException('The database is closed.', 'InvalidStateError');
      };
      const storage = createBatchStorage({
        local,
        lock: {
          page,
          hold: () => undefined,
          release: () => true,
          holders: () => Promise.resolve(pages.filter((one) => !one.closed()).map((one) => one.page)),
        },
        opening: Promise.resolve<BatchDatabase>({
          put(given) {
            if (given.length) connected();
            structuredClone(given).forEach((row) => rows.set(row.id, row));
          },
          take: (by, choose) =>
            answer(() => {
              const chosen = choose([...rows.values()], new Map(taken));
              for (const { id } of chosen) {
                rows.delete(id);
                taken.set(id, by);
              }
              return chosen;
            }),
          isFree: (id, by) => answer(() => (taken.get(id) ?? by) === by),
          remove(id) {
            connected();
            rows.delete(id);
          },
          clear: () => rows.clear(),
          close: () => undefined,
        }),
        unwatch: () => undefined,
      });
      // The timers of a page that is gone go on here.
      return { ...storage, store: (...what) => (closed() ? [] : storage.store(...what)) };
    },
  };
}

/** What IndexedDB does: all in the order it was asked for, later, and with no answer to a page that is gone. */
function memory(): (closed: () => boolean) => BatchStorage {
  const rows = new Map<string, { batch: StoredBatch; closed: () => boolean }>();
  let last: Promise<unknown> = Promise.resolve();
  const later = <T>(work: () => T): Promise<T> => {
    const done = last.then(() => wait(5)).then(work);
    last = done;
    return done;
  };
  return (closed) => {
    const answer = <T>(given: Promise<T>): Promise<T> => given.then((value) => (closed() ? never() : value));
    const isOurs = (id: string): boolean => rows.get(id)?.closed === closed;
    return {
      store(given) {
        // A copy, as a browser makes one.
        const copies = structuredClone(given);
        void later(() => copies.forEach((batch) => rows.set(batch.id, { batch, closed })));
        return [];
      },
      claim: (id) => answer(later(() => isOurs(id))),
      remove: (id) =>
        void later(() => {
          if (isOurs(id)) rows.delete(id);
        }),
      takeOver: (which) =>
        answer(
          later(() => {
            const taken = closed() ? [] : [...rows.values()].filter((row) => row.closed() && which(row.batch));
            taken.forEach(({ batch }) => rows.delete(batch.id));
            return taken.map(({ batch }) => batch);
          }),
        ),
      release: () => undefined,
      clear: () => rows.clear(),
      close: () => undefined,
    };
  };
}

/** Events `from` to `to`, some invalid, each so large that a batch of many must be split when the page ends. */
function batchOf(from: number, to: number, invalid: number[]): PutRumEventsRequest {
  return {
    BatchId: `batch-${from}`,
    AppMonitorDetails: { id: 'monitor', version: '1' },
    UserDetails: { userId: 'user', sessionId: 'session' },
    RumEvents: Array.from({ length: to - from }, (_, index) => ({
      id: `${from + index}`,
      timestamp: new Date(),
      type: invalid.includes(index) ? 'invalid' : 'event',
      details: JSON.stringify({ text: 'x'.repeat(2000) }),
    })),
  };
}
