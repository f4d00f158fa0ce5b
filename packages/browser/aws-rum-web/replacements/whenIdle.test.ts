import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { whenIdle } from './whenIdle.ts';

const idle: (() => void)[] = [];
let visibility: DocumentVisibilityState;

beforeEach(() => {
  idle.length = 0;
  visibility = 'visible';
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility);
  vi.stubGlobal('requestIdleCallback', (run: () => void) => idle.push(run));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it('works once, when the browser is idle', () => {
  const work = vi.fn();
  whenIdle(work);
  expect(work).not.toHaveBeenCalled();
  idle.forEach((run) => run());
  document.dispatchEvent(new Event('visibilitychange'));
  expect(work).toHaveBeenCalledOnce();
});

it('works once, when the page is hidden first', () => {
  const work = vi.fn();
  whenIdle(work);
  visibility = 'hidden';
  document.dispatchEvent(new Event('visibilitychange'));
  expect(work).toHaveBeenCalledOnce();
  idle.forEach((run) => run());
  expect(work).toHaveBeenCalledOnce();
});

it('works at once while the page is hidden', () => {
  const work = vi.fn();
  visibility = 'hidden';
  whenIdle(work);
  expect(work).toHaveBeenCalledOnce();
});

it('leaves no listener behind', () => {
  const add = vi.spyOn(document, 'addEventListener');
  const remove = vi.spyOn(document, 'removeEventListener');
  for (let n = 0; n < 3; n++) whenIdle(() => undefined);
  idle.forEach((run) => run());
  expect(add).toHaveBeenCalledTimes(3);
  expect(remove.mock.calls.map(([, listener]) => listener)).toEqual(add.mock.calls.map(([, listener]) => listener));
});
