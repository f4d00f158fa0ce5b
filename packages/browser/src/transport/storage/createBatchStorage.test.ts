import { beforeEach, expect, it, vi } from 'vitest';
import type { StoredBatch } from '../BatchStorage.ts';
import { createBatchStorage } from './createBatchStorage.ts';
import { createLocalRows } from './createLocalRows.ts';
import type { BatchDatabase } from './openBatchDatabase.ts';
import type { StoredRow } from './StoredRow.ts';

beforeEach(() => localStorage.clear());

const batchOf = (id: string, userKey = ''): StoredBatch => ({
  id,
  storedAt: 0,
  userKey,
  request: { BatchId: id, AppMonitorDetails: {}, UserDetails: {}, RumEvents: [] },
});

/** A browser whose localStorage takes so many characters; pages open and end in it. */
function openBrowser(characters: number) {
  const rows = new Map<string, StoredRow>();
  const taken = new Map<string, string>();
  const held: string[] = [];
  let pages = 0;
  const database: BatchDatabase = {
    put: (given) => given.forEach((row) => rows.set(row.id, row)),
    take(page, choose) {
      const chosen = choose([...rows.values()], new Map(taken));
      for (const { id } of chosen) {
        rows.delete(id);
        taken.set(id, page);
      }
      return Promise.resolve(chosen);
    },
    isFree: (id, page) => Promise.resolve((taken.get(id) ?? page) === page),
    remove: (id) => void rows.delete(id),
    clear: () => rows.clear(),
    close: () => undefined,
  };
  return {
    rows,
    openPage() {
      const page = `page ${++pages}`;
      const release = (): boolean => {
        const others = held.filter((name) => name !== page);
        return held.splice(0, held.length, ...others).length > others.length;
      };
      const lock = { page, hold: () => void held.push(page), release, holders: () => Promise.resolve([...held]) };
      const storage = createBatchStorage({
        opening: Promise.resolve(database),
        lock,
        local: createLocalRows(localStorage, 'mine/', characters),
        unwatch: () => undefined,
      });
      return { storage, end: release };
    },
  };
}

const everything = () => true;
const names = (batches: StoredBatch[]) => batches.map(({ id }) => id).sort();

it.each([
  ['localStorage', 10_000],
  ['the database', 0],
])('a page leaves alone what another stores that opens while it looks around: in %s', async (_, characters) => {
  const { openPage } = openBrowser(characters);
  const looking = openPage().storage.takeOver(everything);
  const second = openPage();
  second.storage.store([batchOf('a')], false);
  expect(await looking).toEqual([]);
  expect(await second.storage.claim('a')).toBe(true);
});

it.each([
  ['localStorage', 10_000],
  ['the database', 0],
])('a page claims what it took over and has stored anew: in %s', async (_, characters) => {
  const { openPage } = openBrowser(characters);
  const [first, second] = [openPage(), openPage()];
  first.storage.store([batchOf('a')], true);
  first.end();
  const taken = await second.storage.takeOver(everything);
  second.storage.store(taken, false);
  expect(await second.storage.claim('a')).toBe(true);
  expect(await first.storage.claim('a')).toBe(false);
});

it.each([
  ['localStorage', 10_000],
  ['the database', 0],
])('gives what a page stored to the next, once: in %s', async (_, characters) => {
  const { openPage } = openBrowser(characters);
  const [first, second] = [openPage(), openPage()];
  expect(first.storage.store([batchOf('a'), batchOf('b')], false)).toEqual([]);
  expect(localStorage.length).toBe(characters ? 2 : 0);
  expect(await second.storage.takeOver(everything)).toEqual([]);
  first.end();
  expect(names(await second.storage.takeOver(everything))).toEqual(['a', 'b']);
  expect(await second.storage.takeOver(everything)).toEqual([]);
});

it('a page that lives on stores in both places: browsers write localStorage to the disk late, and may be killed before', async () => {
  const { openPage, rows } = openBrowser(10_000);
  const [first, second] = [openPage(), openPage()];
  // Its database is open.
  await first.storage.takeOver(everything);
  first.storage.store([batchOf('a'), batchOf('b'), batchOf('c')], false);
  expect([localStorage.length, [...rows.keys()]]).toEqual([3, ['a', 'b', 'c']]);
  // It is one batch all the same: removed once, …
  first.storage.remove('a');
  await Promise.resolve();
  expect([localStorage.length, rows.size]).toEqual([2, 2]);
  first.end();
  // … taken over once, …
  expect(names(await second.storage.takeOver(({ id }) => id === 'b'))).toEqual(['b']);
  expect([localStorage.length, rows.size]).toEqual([1, 1]);
  // … and there after the browser was killed.
  localStorage.clear();
  expect(names(await second.storage.takeOver(everything))).toEqual(['c']);
});

it("what a page has stored before its database is open is written there, too, but not what is another page's by then", async () => {
  const { openPage, rows } = openBrowser(10_000);
  const { storage } = openPage();
  storage.store([batchOf('a'), batchOf('b'), batchOf('c')], false);
  storage.remove('b');
  createLocalRows(localStorage, 'mine/').put([{ ...batchOf('c'), page: 'another page' }]);
  await Promise.resolve();
  expect([...rows.keys()]).toEqual(['a']);
});

it('a page that ends stores in localStorage alone: what it writes into a database now may be dropped', async () => {
  const { openPage, rows } = openBrowser(10_000);
  const { storage } = openPage();
  await storage.takeOver(everything);
  storage.store([batchOf('a')], true);
  expect([localStorage.length, rows.size]).toEqual([1, 0]);
});

it.each([
  ['all of it', 10_000, []],
  ['one of two', 200, ['b']],
  ['nothing', 0, ['a', 'b']],
])('stores in localStorage what fits, when the database is gone: %s', async (_, characters, left) => {
  const gone = (): never => {
    throw new DOMException('The database is closed.', 'InvalidStateError');
  };
  const opening = Promise.resolve({ put: gone, remove: gone, isFree: gone } as unknown as BatchDatabase);
  const local = createLocalRows(localStorage, 'mine/', characters);
  const lock = { page: 'page', hold: () => undefined, release: () => true, holders: () => Promise.resolve([]) };
  const storage = createBatchStorage({ opening, lock, local, unwatch: () => undefined });
  await opening;
  expect(names(storage.store([batchOf('a'), batchOf('b')], false))).toEqual(left);
  expect(await storage.claim('a')).toBe(true);
  storage.remove('a');
  storage.remove('b');
  expect(local.all()).toEqual([]);
});

it('a batch is taken over once, even if a crash brings it back into localStorage', async () => {
  const { openPage } = openBrowser(10_000);
  const [first, second, third] = [openPage(), openPage(), openPage()];
  first.storage.store([batchOf('a')], true);
  first.end();
  const [key] = Object.keys(localStorage);
  const text = localStorage.getItem(key!)!;
  expect(names(await second.storage.takeOver(everything))).toEqual(['a']);
  localStorage.setItem(key!, text);
  expect(await third.storage.takeOver(everything)).toEqual([]);
});

it('a batch that is delivered is removed from every page: one that took it over may have stored it anew', async () => {
  const { openPage, rows } = openBrowser(10_000);
  const [sleeping, second, third] = [openPage(), openPage(), openPage()];
  sleeping.storage.store([batchOf('a')], true);
  sleeping.end();
  second.storage.store(await second.storage.takeOver(everything), false);
  second.end();
  // Its request was on the way while it slept, and the answer comes when it is back.
  sleeping.storage.remove('a');
  expect(await third.storage.takeOver(everything)).toEqual([]);
  expect([localStorage.length, rows.size]).toEqual([0, 0]);
});

it('gives only what is asked for', async () => {
  const { openPage } = openBrowser(300);
  const [first, second] = [openPage(), openPage()];
  first.storage.store([batchOf('a', 'alice'), batchOf('b', 'bob'), batchOf('c', 'alice')], false);
  first.end();
  expect(names(await second.storage.takeOver(({ userKey }) => userKey === 'alice'))).toEqual(['a', 'c']);
  expect(names(await second.storage.takeOver(everything))).toEqual(['b']);
});

it('leaves what is asked for no longer once it is found: the page has ended meanwhile', async () => {
  const { openPage } = openBrowser(300);
  const [first, second, third] = [openPage(), openPage(), openPage()];
  first.storage.store([batchOf('a'), batchOf('b'), batchOf('c')], true);
  let asked = 0;
  expect(await second.storage.takeOver(() => ++asked <= 3)).toEqual([]);
  expect(names(await third.storage.takeOver(everything))).toEqual(['a', 'b', 'c']);
});

it.each([
  ['localStorage', 10_000],
  ['the database', 0],
])('a page that comes back claims only what nobody has taken over: in %s', async (_, characters) => {
  const { openPage } = openBrowser(characters);
  const [first, second] = [openPage(), openPage()];
  first.storage.store([batchOf('a'), batchOf('b')], false);
  first.end();
  await second.storage.takeOver(({ id }) => id === 'a');
  expect(await Promise.all(['a', 'b'].map((id) => first.storage.claim(id)))).toEqual([false, true]);
  first.storage.remove('b');
  expect(await second.storage.takeOver(everything)).toEqual([]);
});

it('says when nothing can be stored', () => {
  const lock = {
    page: 'page',
    hold: () => {
      throw new TypeError('no locks');
    },
    holders: () => Promise.resolve([]),
    release: () => false,
  };
  const database = { put: () => undefined } as unknown as BatchDatabase;
  const storage = createBatchStorage({
    lock,
    opening: Promise.resolve(database),
    local: createLocalRows(localStorage, 'mine/'),
    unwatch: () => undefined,
  });
  expect(names(storage.store([batchOf('a')], false))).toEqual(['a']);
});

it.each([
  ['localStorage', 10_000],
  ['the database', 0],
])(
  'a batch that is missing may be tried again: storage was cleared, nobody took it over: in %s',
  async (_, characters) => {
    const { openPage, rows } = openBrowser(characters);
    const { storage } = openPage();
    storage.store([batchOf('a')], false);
    localStorage.clear();
    rows.clear();
    expect(await storage.claim('a')).toBe(true);
  },
);

it('a page that is back from the back/forward cache does not take over what is its own', async () => {
  const { openPage } = openBrowser(10_000);
  const { storage } = openPage();
  storage.store([batchOf('a')], false);
  storage.release();
  expect(await storage.takeOver(everything)).toEqual([]);
  expect(await storage.claim('a')).toBe(true);
});

it('a storage that is closed leaves what it holds to other pages', async () => {
  const { openPage } = openBrowser(300);
  const [first, second] = [openPage(), openPage()];
  first.storage.store([batchOf('a'), batchOf('b')], false);
  first.storage.close();
  expect(names(await second.storage.takeOver(everything))).toEqual(['a', 'b']);
});

it.each([
  ['localStorage', 10_000],
  ['the database', 0],
])(
  'a page in the back/forward cache leaves what it has stored, and claims the rest when it is back: in %s',
  async (_, characters) => {
    const { openPage } = openBrowser(characters);
    const [sleeping, next] = [openPage(), openPage()];
    sleeping.storage.store([batchOf('a'), batchOf('b')], false);
    sleeping.storage.release();
    // The browser would drop a page that gets a lock there.
    sleeping.storage.store([batchOf('c')], true);
    expect(names(await next.storage.takeOver(({ id }) => id !== 'b'))).toEqual(['a', 'c']);
    expect(await Promise.all(['a', 'b'].map((id) => sleeping.storage.claim(id)))).toEqual([false, true]);
    expect(await next.storage.takeOver(everything)).toEqual([]);
  },
);

it.each([
  ['opens', true],
  ['is blocked', false],
])('what fits into localStorage is stored before the database %s', async (_, opens) => {
  const put = vi.fn<BatchDatabase['put']>();
  let open!: (database: BatchDatabase) => void;
  let fail!: (cause: Error) => void;
  const opening = new Promise<BatchDatabase>((resolve, reject) => ([open, fail] = [resolve, reject]));
  const [small, large] = [batchOf('small'), { ...batchOf('large'), userKey: 'x'.repeat(1000) }];
  const storage = createBatchStorage({
    opening,
    lock: { page: 'page', hold: () => undefined, release: () => true, holders: () => Promise.resolve([]) },
    local: createLocalRows(localStorage, 'mine/', 500),
    unwatch: () => undefined,
  });
  expect(storage.store([small, large], true)).toEqual([]);
  expect(createLocalRows(localStorage, 'mine/').all()).toMatchObject([small]);
  if (opens)
    open({ put, isFree: () => Promise.resolve(true), take: () => Promise.resolve([]) } as unknown as BatchDatabase);
  else fail(new Error('blocked'));
  expect(await Promise.all(['small', 'large'].map((id) => storage.claim(id)))).toEqual([true, true]);
  // Then all of it is in the database, too, …
  const rows = [small, large].map((batch) => ({ ...batch, page: 'page' }));
  expect(put.mock.calls.flat(2)).toEqual(opens ? rows : []);
  expect(await storage.takeOver(everything)).toEqual([]);
});
