import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchPageLife } from './watchPageLife.ts';

const listeners = { onUnload: vi.fn(), onLeave: vi.fn(), onRestore: vi.fn() };
const page = watchPageLife(listeners, (work) => work);
let visibility: DocumentVisibilityState = 'visible';

beforeEach(() => {
  visibility = 'visible';
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility);
  page.start();
});
afterEach(() => {
  window.dispatchEvent(new Event('pageshow'));
  page.stop();
  vi.restoreAllMocks();
  Object.values(listeners).forEach((listener) => listener.mockClear());
});

const tell = (type: string, init: object = {}): void => void window.dispatchEvent(Object.assign(new Event(type), init));

it('lets what waits leave when the page is hidden, and again when it goes', () => {
  visibility = 'hidden';
  tell('visibilitychange');
  expect(listeners.onLeave).toHaveBeenCalledTimes(1);
  expect(listeners.onUnload).not.toHaveBeenCalled();
  expect(page.life).toBe('live');
  tell('pagehide');
  expect(listeners.onLeave).toHaveBeenCalledTimes(2);
  expect(listeners.onUnload).toHaveBeenCalledTimes(1);
  expect(page.life).toBe('ended');
});

it('knows that a page in sight goes before what is recorded meanwhile leaves', () => {
  listeners.onUnload.mockImplementationOnce(() => expect(page.life).toBe('unloading'));
  tell('pagehide');
  expect(listeners.onUnload.mock.invocationCallOrder[0]).toBeLessThan(listeners.onLeave.mock.invocationCallOrder[0]!);
  visibility = 'hidden';
  tell('visibilitychange');
  expect(page.life).toBe('ended');
});

it('tells a return from the back/forward cache from the first showing', () => {
  tell('pageshow', { persisted: false });
  expect(listeners.onRestore).not.toHaveBeenCalled();
  tell('pagehide');
  tell('pageshow', { persisted: true });
  expect(listeners.onRestore).toHaveBeenCalledTimes(1);
  expect(page.life).toBe('live');
});

it('hears nothing once it is stopped', () => {
  page.stop();
  tell('pagehide');
  expect(listeners.onLeave).not.toHaveBeenCalled();
});
