import { afterEach, expect, it } from 'vitest';
import { createEarlyRows } from './createEarlyRows.ts';
import { createLocalRows } from './storage/createLocalRows.ts';

afterEach(() => localStorage.clear());

const batch = (BatchId: string) => ({
  request: { BatchId, AppMonitorDetails: {}, UserDetails: {}, RumEvents: [] },
  userKey: 'alice',
});
const open = (limit?: number) => createLocalRows(localStorage, 'rum/', limit);

it('stores each batch once, until it is taken back', () => {
  const early = createEarlyRows(open);
  expect(early.any).toBe(false);
  early.store([batch('a')]);
  early.store([batch('a'), batch('b')]);
  expect(open().all()).toMatchObject([
    { id: 'a', userKey: 'alice' },
    { id: 'b', userKey: 'alice' },
  ]);
  expect(early.any).toBe(true);
  expect(early.takeBack(batch('a').request)).toBe(true);
  expect(open().all()).toMatchObject([{ id: 'b' }]);
});

it('takes back nothing that another page has taken', () => {
  const early = createEarlyRows(open);
  early.store([batch('a')]);
  open().remove('a');
  expect(early.takeBack(batch('a').request)).toBe(false);
});

it('leaves alone what another page has taken and stored anew', () => {
  const early = createEarlyRows(open);
  early.store([batch('a')]);
  const [row] = open().all();
  open().put([{ ...row!, page: 'another' }]);
  expect(early.takeBack(batch('a').request)).toBe(false);
  expect(open().all()).toMatchObject([{ id: 'a', page: 'another' }]);
});

it('keeps what there was no room for', () => {
  const early = createEarlyRows(() => open(10));
  early.store([batch('a')]);
  expect(early.any).toBe(false);
  expect(early.takeBack(batch('a').request)).toBe(true);
});
