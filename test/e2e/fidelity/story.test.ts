import { expect, it } from 'vitest';
import type { Entry } from './diary.ts';
import { tell } from './story.ts';

const at = 0;
const event = (label: string): Entry => ({ at, entry: 'start', kind: 'event', label });
const load = (state: 'pending' | 'guest' | 'authenticated'): Entry => ({ at, entry: 'load', state, page: 'label-0' });
const state = (to: 'guest' | 'authenticated'): Entry => ({ at, entry: 'state', state: to });
const left: Entry = { at, entry: 'left' };

const monitors = (diary: Entry[]) => tell(diary).happenings.map(({ label, monitor }) => `${label} ${monitor}`);

it('gives what waited to the monitor that the page turned out to be for', () => {
  expect(monitors([load('pending'), event('a'), state('authenticated'), event('b')])).toEqual([
    'a authenticated',
    'b authenticated',
  ]);
  expect(monitors([load('pending'), event('a'), state('guest')])).toEqual(['a guest']);
});

it('gives what waited to the guests when the page ended first, whoever the next page is for', () => {
  expect(monitors([load('pending'), event('a'), left, load('pending'), event('b'), state('authenticated')])).toEqual([
    'a guest',
    'b authenticated',
  ]);
});

it('counts a sign-in once across reloads, and again after a sign-out', () => {
  const visit = [load('guest'), state('authenticated'), left, load('guest'), state('authenticated'), left];
  expect(tell(visit).signIns).toHaveLength(1);
  expect(tell([...visit, load('authenticated')]).signIns).toHaveLength(1);
  expect(tell([...visit, load('guest'), state('guest'), state('authenticated')]).signIns).toHaveLength(2);
});

it('knows the pages of each monitor: those of its own time, and the one it opened on', () => {
  const { views } = tell([load('guest'), { at, entry: 'page', label: 'label-1' }, state('authenticated')]);
  expect(views.map(({ page, monitor }) => `${page} ${monitor}`)).toEqual([
    'label-0 guest',
    'label-1 guest',
    'label-1 authenticated',
  ]);
});

it('is certain of a request once the page has seen its end', () => {
  const request = (label: string): Entry => ({ at, entry: 'start', kind: 'http', label });
  const settled = (label: string): Entry => ({ at, entry: 'settled', label });
  const visit = [load('guest'), request('a'), request('b'), request('c'), settled('a'), left, settled('b')];
  expect(tell(visit).happenings.map(({ certain }) => certain)).toEqual([true, false, false]);
});
