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
  Object.values(listeners).forEach((listener) => listener.mockReset());
});

const tell = (type: string, init: object = {}): void => void window.dispatchEvent(Object.assign(new Event(type), init));

it('lets what waits leave when the page is hidden, and again when it goes', () => {
  visibility = 'hidden';
  tell('visibilitychange');
  expect(listeners.onLeave).toHaveBeenCalled();
  expect(listeners.onUnload).not.toHaveBeenCalled();
  expect(page.life).toBe('live');
  listeners.onLeave.mockClear();
  tell('pagehide');
  expect(listeners.onLeave).toHaveBeenCalled();
  expect(listeners.onUnload).toHaveBeenCalled();
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

it.each([
  ['before it ends', ['visibilitychange', 'pagehide']],
  ['after it ends', ['pagehide', 'visibilitychange']],
])('goes on after the app has listened, though its own script was stopped, in a page that is hidden %s', (_, types) => {
  page.stop();
  let stops = 1;
  const heard: string[] = [];
  const onLeave = (): void => {
    if (stops-- > 0) throw new Error('Firefox stops this script');
    heard.push('leave');
  };
  // The next listener is called all the same.
  const other = watchPageLife({ ...listeners, onLeave }, (work) => (...given) => {
    try {
      return work(...given);
    } catch {
      return undefined;
    }
  });
  other.start();
  const app = (): unknown => heard.push('app');
  types.forEach((type) => addEventListener(type, app));
  tell('beforeunload');
  for (const type of types) {
    stops = 1;
    if (type === 'visibilitychange') visibility = 'hidden';
    tell(type);
  }
  types.forEach((type) => removeEventListener(type, app));
  other.stop();
  expect(heard).toEqual(['app', 'leave', 'app', 'leave']);
  expect(other.life).toBe('ended');
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
  tell('beforeunload');
  listeners.onLeave.mockClear();
  page.stop();
  tell('pagehide');
  expect(listeners.onLeave).not.toHaveBeenCalled();
});
