import { beforeEach, expect, it, vi } from 'vitest';
import { observeFetch } from './observeFetch.ts';
import { fakeObserver } from './fakes.testing.ts';

const native = vi.fn<typeof fetch>(() => Promise.resolve(new Response()));

beforeEach(() => {
  vi.stubGlobal('fetch', native);
  native.mockClear();
});

it('gives each request to the observer that is current when it starts', async () => {
  const [first, second] = [fakeObserver(), fakeObserver()];
  let current = first;
  const undo = observeFetch(() => current);
  const init = { method: 'POST' };
  await fetch('/one', init);
  current = second;
  await fetch('/two');
  expect(first.fetch.mock.calls).toEqual([[native, undefined, ['/one', init]]]);
  expect(second.fetch.mock.calls).toEqual([[native, undefined, ['/two']]]);
  expect(native.mock.calls).toEqual([['/one', init], ['/two']]);
  undo();
});

it('lets requests through while there is no observer', async () => {
  const undo = observeFetch(() => undefined);
  await fetch('/one');
  expect(native.mock.calls).toEqual([['/one']]);
  undo();
});

it('gives fetch back', () => {
  observeFetch(() => undefined)();
  expect(window.fetch).toBe(native);
});
