import { beforeEach, expect, it, vi } from 'vitest';
import type { DualRum } from '../api/types.ts';
import { recordErrors, recordPageViews, type AngularRoute, type AngularRouter } from './angular.ts';

const calls = { awaitPageView: vi.fn(), recordPageView: vi.fn(), recordError: vi.fn() };
const rum = calls as unknown as DualRum;
const failure = new Error('component failed');

beforeEach(() => void vi.resetAllMocks());

const route = (path: string | undefined, ...children: AngularRoute[]): AngularRoute => ({
  routeConfig: path === undefined ? null : { path },
  outlet: 'primary',
  children,
  title: undefined,
  data: {},
});

/** A router at an address, and what tells of its events. */
function routerAt(url: string, root: AngularRoute, navigated = false) {
  const listeners = new Set<(event: object) => void>();
  const router: AngularRouter = {
    url,
    navigated,
    routerState: { snapshot: { root } },
    events: {
      subscribe(listener) {
        listeners.add(listener);
        return { unsubscribe: () => listeners.delete(listener) };
      },
    },
  };
  return { router, emit: (type: number) => listeners.forEach((listener) => listener({ type })) };
}

it('names the page that a navigation ends at by pattern, from the outermost route in', () => {
  const popup = { ...route('help'), outlet: 'popup' };
  const { router, emit } = routerAt(
    '/account/orders/7?sort=date#top',
    route(undefined, route('', popup, route('account', route('orders/:order')))),
  );
  recordPageViews(rum, router);
  expect(calls.awaitPageView).toHaveBeenCalledOnce();
  [0, 2, 3, 15].forEach(emit);
  expect(calls.recordPageView).not.toHaveBeenCalled();
  emit(1);
  expect(calls.recordPageView.mock.calls).toEqual([[{ pageId: '/account/orders/:order', path: '/account/orders/7' }]]);
});

it('gives the title and tags of the route along', () => {
  const home = { ...route(''), title: 'Home', data: { pageTags: ['start'] } };
  const { router, emit } = routerAt('/', route(undefined, home));
  recordPageViews(rum, router);
  emit(1);
  const attributes = { pageTags: ['start'], pageAttributes: { title: 'Home' } };
  expect(calls.recordPageView.mock.calls).toEqual([[{ pageId: '/', path: '/', ...attributes }]]);
});

it('counts a route that was entered before, by its path where no route has it', () => {
  recordPageViews(rum, routerAt('/no/where', route(undefined, route('**')), true).router);
  expect(calls.recordPageView.mock.calls).toEqual([[{ pageId: '/no/where', path: '/no/where' }]]);
});

it('records nothing more after its undo', () => {
  const { router, emit } = routerAt('/', route(undefined));
  recordPageViews(rum, router)();
  emit(1);
  expect(calls.recordPageView).not.toHaveBeenCalled();
});

it('records what a handler is given, and lets it handle that', () => {
  class Handler {
    handled: unknown[] = [];
    handleError(error: unknown): void {
      this.handled.push(error);
    }
  }
  const handler = new Handler();
  expect(recordErrors(rum, handler)).toBe(handler);
  handler.handleError(failure);
  expect(handler.handled).toEqual([failure]);
  expect(calls.recordError.mock.calls).toEqual([[failure]]);
});

it.each([
  { type: 'error', error: failure },
  { type: 'unhandledrejection', reason: failure },
])('leaves to the telemetry `errors` what the window tells of: $type', (event) => {
  vi.stubGlobal('event', event);
  const handler = { handleError: vi.fn() };
  recordErrors(rum, handler).handleError(failure);
  expect(calls.recordError).not.toHaveBeenCalled();
  handler.handleError(new Error('another'));
  expect(calls.recordError).toHaveBeenCalledOnce();
  vi.unstubAllGlobals();
});
