import { createMemoryRouter, redirect } from 'react-router';
import { beforeEach, expect, it, vi } from 'vitest';
import type { DualRum } from '../api/types.ts';
import { recordPageViews } from './reactRouter.ts';

const rum = { awaitPageView: vi.fn(), recordPageView: vi.fn(), recordError: vi.fn() };
const record = (router: ReturnType<typeof createMemoryRouter>) => recordPageViews(rum as unknown as DualRum, router);

const raise = (answer: unknown): never => {
  throw answer;
};

beforeEach(() => void vi.resetAllMocks());

it('waits for the first route, and names each by pattern, with title and tags of its handle', async () => {
  const router = createMemoryRouter(
    [
      { path: '/', loader: () => Promise.resolve(null), handle: { title: 'Home', pageTags: ['start'] } },
      { path: '/product/:id' },
    ],
    { initialEntries: ['/'] },
  );
  record(router);
  expect(rum.awaitPageView).toHaveBeenCalledOnce();
  expect(rum.recordPageView).not.toHaveBeenCalled();
  await vi.waitFor(() => expect(router.state.initialized).toBe(true));
  await router.navigate('/product/42');
  expect(rum.recordPageView.mock.calls).toEqual([
    [{ pageId: '/', path: '/', pageTags: ['start'], pageAttributes: { title: 'Home' } }],
    [{ pageId: '/product/:id', path: '/product/42' }],
  ]);
});

it('counts a first route that was entered before, and what a loader leads to', () => {
  record(createMemoryRouter([{ path: '/product/:id' }], { initialEntries: ['/product/1'] }));
  expect(rum.recordPageView.mock.calls).toEqual([[{ pageId: '/product/:id', path: '/product/1' }]]);
});

it('counts where a redirect leads, and what is loaded again not at all', async () => {
  const router = createMemoryRouter(
    [{ path: '/' }, { path: '/old', loader: () => redirect('/new') }, { path: '/new', loader: () => null }],
    { initialEntries: ['/'] },
  );
  record(router);
  await router.navigate('/old');
  await router.revalidate();
  expect(rum.recordPageView.mock.calls.map(([{ pageId }]) => pageId as string)).toEqual(['/', '/new']);
});

it('names an address that no route matches by its path, and takes that for no error', () => {
  record(createMemoryRouter([{ path: '/' }], { initialEntries: ['/nowhere'] }));
  expect(rum.recordPageView.mock.calls).toEqual([[{ pageId: '/nowhere', path: '/nowhere' }]]);
  expect(rum.recordError).not.toHaveBeenCalled();
});

it('records an error of a loader once, and no answer that a loader throws', async () => {
  const failure = new Error('no answer');
  const router = createMemoryRouter(
    [
      { path: '/' },
      { path: '/broken', loader: () => Promise.reject(failure) },
      { path: '/gone', loader: () => raise(new Response('gone', { status: 410 })) },
    ],
    { initialEntries: ['/'] },
  );
  record(router);
  await router.navigate('/broken');
  await router.navigate('/gone');
  expect(rum.recordError.mock.calls).toEqual([[failure]]);
});

it('records nothing more after its undo', async () => {
  const router = createMemoryRouter([{ path: '/' }, { path: '/later' }], { initialEntries: ['/'] });
  record(router)();
  await router.navigate('/later');
  expect(rum.recordPageView).toHaveBeenCalledOnce();
});
