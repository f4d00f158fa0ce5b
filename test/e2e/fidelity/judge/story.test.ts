import { expect, it } from 'vitest';
import type { Entry } from '../page/diary.ts';
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

it('gives an image to whom the browser says it began for', () => {
  const told = (began: number): string[] => {
    const visit: Entry[] = [
      { ...load('guest'), at: 1 },
      { at: 2, entry: 'start', kind: 'image', label: 'a' },
      { ...event('b'), at: 3 },
      { ...state('authenticated'), at: 5 },
      { ...event('c'), at: 7 },
      { at: 9, entry: 'settled', label: 'a', began },
    ];
    return tell(visit).happenings.map(({ label, monitor, at, until }) => `${label} ${monitor} ${at} ${until}`);
  };
  const [b, c] = ['b guest 3 3', 'c authenticated 7 7'];
  expect(told(1.9)).toEqual(['a guest 2 9', b, c]);
  expect(told(2.1)).toEqual(['a guest 2 9', b, c]);
  expect(told(4.9)).toEqual([b, 'a guest 4 9', c]);
  expect(told(5)).toEqual([b, 'a authenticated 5 9', c]);
  expect(told(7.1)).toEqual([b, c, 'a authenticated 7 9']);
});

const hint: Entry = { at, entry: 'hint' };
const answer = (user: string | null): Entry => ({ at, entry: 'answer', user });
const stateOf = (user: string): Entry => ({ at, entry: 'state', state: 'authenticated', user });

it('gives what happens between a hint and its answer to whom the answer names', () => {
  const signIn = [load('guest'), event('a'), hint, event('b'), answer('alice'), stateOf('alice'), event('c')];
  expect(monitors(signIn)).toEqual(['a guest', 'b authenticated', 'c authenticated']);
  const signOut = [...signIn, hint, event('d'), answer(null), event('e'), state('guest')];
  expect(monitors(signOut).slice(3)).toEqual(['d guest', 'e guest']);
});

it('goes on with who was there when the answer is no news, or does not come before the page ends', () => {
  const signedIn = [load('guest'), stateOf('alice'), hint, event('a')];
  expect(monitors([...signedIn, answer('alice'), event('b'), hint, event('c'), left])).toEqual([
    'a authenticated',
    'b authenticated',
    'c authenticated',
  ]);
  expect(monitors([load('guest'), hint, event('a'), answer(null), event('b')])).toEqual(['a guest', 'b guest']);
});

it('holds the client to what it told the app, whether it hinted or not', () => {
  const owner: Entry = { at, entry: 'owner', label: 'a', monitor: 'authenticated' };
  expect(monitors([load('guest'), event('a'), owner])).toEqual(['a authenticated']);
  expect(monitors([load('guest'), hint, event('a'), owner, answer(null)])).toEqual(['a authenticated']);
  expect(monitors([load('pending'), event('a'), owner, left])).toEqual(['a guest']);
  // Somebody signed in and out again: the answer is about both.
  expect(monitors([load('guest'), hint, event('a'), owner, hint, answer(null)])).toEqual(['a guest']);
});

it('counts a sign-in once across reloads, and again after a sign-out', () => {
  const visit = [load('guest'), state('authenticated'), left, load('guest'), state('authenticated'), left];
  expect(tell(visit).signIns).toHaveLength(1);
  expect(tell([...visit, load('authenticated')]).signIns).toHaveLength(1);
  expect(tell([...visit, load('guest'), state('guest'), state('authenticated')]).signIns).toHaveLength(2);
});

it('counts another user as another sign-in, with or without a sign-out seen in between', () => {
  const as = (user: string): Entry => ({ at, entry: 'state', state: 'authenticated', user });
  const visit = [load('pending'), as('alice'), left, load('pending'), as('alice')];
  expect(tell(visit).signIns).toHaveLength(1);
  const { signIns, views, happenings } = tell([...visit, event('a'), as('bob'), event('b')]);
  expect(signIns).toHaveLength(2);
  expect(happenings.map(({ signIn }) => signIn)).toEqual([0, 1]);
  expect(views.at(-1)).toMatchObject({ by: 'switch', monitor: 'authenticated', signIn: 1 });
  expect(tell([...visit, left, load('pending'), as('bob')]).signIns).toHaveLength(2);
});

it('tells whom the SDK knew in the end, and who was there', () => {
  const end: Entry = { at, entry: 'signed in', user: 'bob' };
  const as = (user: string): Entry => ({ at, entry: 'state', state: 'authenticated', user });
  expect(tell([load('pending'), as('alice'), end]).user).toEqual({ known: 'alice', real: 'bob' });
  expect(tell([load('pending'), as('bob'), state('guest'), end]).user).toEqual({ known: null, real: 'bob' });
  expect(tell([load('pending'), as('bob'), end, state('guest')]).user).toEqual({ known: null, real: 'bob' });
  expect(tell([load('pending'), as('bob')]).user).toBeUndefined();
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
