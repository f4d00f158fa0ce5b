import { beforeEach, expect, it, vi } from 'vitest';
import { createLocalRows } from './createLocalRows.ts';
import type { StoredRow } from './StoredRow.ts';

beforeEach(() => localStorage.clear());

const rowOf = (id: string, text = ''): StoredRow => ({
  id,
  page: 'page 1',
  storedAt: 5,
  userKey: 'alice',
  request: {
    BatchId: id,
    AppMonitorDetails: {},
    UserDetails: {},
    RumEvents: [{ id: '1', timestamp: new Date(1500), type: 'event', details: text }],
  },
});

it('gives back what it took, with dates that are dates', () => {
  const rows = createLocalRows(localStorage, 'mine/');
  expect(rows.put([rowOf('a')])).toEqual([]);
  expect(rows.all()).toEqual([rowOf('a')]);
  rows.remove('a');
  expect(rows.all()).toEqual([]);
});

it('knows whose a row is', () => {
  const rows = createLocalRows(localStorage, 'mine/');
  rows.put([rowOf('a')]);
  expect([rows.has('a', 'page 1'), rows.has('a', 'page 2'), rows.has('b', 'page 1')]).toEqual([true, false, false]);
});

it('takes up to its limit, and gives back the rest', () => {
  const rows = createLocalRows(localStorage, 'mine/', 1000);
  const [small, large, other] = [rowOf('small'), rowOf('large', 'x'.repeat(900)), rowOf('other')];
  expect(rows.put([small, large, other])).toEqual([large]);
  expect(rows.put([rowOf('more', 'x'.repeat(500))])).toHaveLength(1);
});

it('gives back what does not fit beside the things of the app', () => {
  const setItem = (): void => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  const full: Partial<Storage> = { setItem };
  expect(createLocalRows(full as Storage, 'mine/').put([rowOf('a')])).toEqual([rowOf('a')]);
});

it('leaves the things of others alone', () => {
  const [mine, other] = [createLocalRows(localStorage, 'mine/'), createLocalRows(localStorage, 'other/')];
  localStorage.setItem('app', 'kept');
  mine.put([rowOf('a')]);
  other.put([rowOf('b')]);
  mine.clear();
  expect(mine.all()).toEqual([]);
  expect(other.all()).toHaveLength(1);
  expect(localStorage.getItem('app')).toBe('kept');
});

it('takes no notice of what it did not write', () => {
  localStorage.setItem('mine/x', '{ not JSON');
  expect(createLocalRows(localStorage, 'mine/').all()).toEqual([]);
});

it('announces what is free, and leaves nothing of that', () => {
  const setItem = vi.fn();
  const removeItem = vi.fn();
  createLocalRows({ setItem, removeItem } as unknown as Storage, 'mine/').announce();
  expect(setItem).toHaveBeenCalledExactlyOnceWith('mine/', '1');
  expect(removeItem).toHaveBeenCalledExactlyOnceWith('mine/');
});

it('announces nothing where the app has filled the storage', () => {
  const setItem = (): never => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  expect(() => createLocalRows({ setItem } as unknown as Storage, 'mine/').announce()).not.toThrow();
});
