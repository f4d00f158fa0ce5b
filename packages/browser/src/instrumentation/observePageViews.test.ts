import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { observePageViews } from './observePageViews.ts';
import { failTest } from './fakes.testing.ts';

let undo: () => void = () => undefined;
beforeEach(() => history.replaceState({}, '', '/start'));
afterEach(() => {
  undo();
  vi.unstubAllGlobals();
});

function observe(format?: string, onFailure: (cause: unknown) => void = failTest): string[] {
  const pages: string[] = [];
  undo = observePageViews(
    () => format,
    (page) => pages.push(page),
    onFailure,
  );
  return pages;
}

it('reports the current page at once, then each page that the history brings', () => {
  history.replaceState({}, '', '/start?query#hash');
  const pages = observe();
  history.pushState({}, '', '/pushed');
  history.replaceState({}, '', '/replaced');
  window.dispatchEvent(new PopStateEvent('popstate'));
  expect(pages).toEqual(['/start', '/pushed', '/replaced', '/replaced']);
});

it.each([
  [undefined, '/page'],
  ['PATH', '/page'],
  ['HASH', '#section'],
  ['PATH_AND_HASH', '/page#section'],
])('names a page by pageIdFormat %s as %s', (format, pageId) => {
  history.replaceState({}, '', '/page#section');
  expect(observe(format)).toEqual([pageId]);
});

it('reports nothing more after its undo', () => {
  const pages = observe();
  undo();
  history.pushState({}, '', '/later');
  window.dispatchEvent(new PopStateEvent('popstate'));
  expect(pages).toEqual(['/start']);
});

it('sees a history that a library has wrapped on the instance', () => {
  const { pushState } = history;
  history.pushState = (...state) => pushState.apply(history, state);
  const pages = observe();
  history.pushState({}, '', '/pushed');
  expect(pages).toEqual(['/start', '/pushed']);
  undo();
  Reflect.deleteProperty(history, 'pushState');
});

it('reports a locked history, and goes on with the other ways to a page', () => {
  vi.stubGlobal('History', { prototype: Object.freeze({ pushState: () => undefined, replaceState: () => undefined }) });
  const failures: unknown[] = [];
  const pages = observe(undefined, (cause) => failures.push(cause));
  window.dispatchEvent(new PopStateEvent('popstate'));
  expect(pages).toEqual(['/start', '/start']);
  expect(failures).toEqual([expect.any(TypeError), expect.any(TypeError)]);
});

describe('with the Navigation API', () => {
  const navigation = new EventTarget();
  const entryChange = () => navigation.dispatchEvent(new Event('currententrychange'));
  const { pushState } = History.prototype;
  const goTo = (url: string) => {
    pushState.call(history, {}, '', url);
    entryChange();
  };
  beforeEach(() => void vi.stubGlobal('navigation', navigation));

  it('reports a page that no method of the history brings', () => {
    const pages = observe();
    goTo('/navigated');
    expect(pages).toEqual(['/start', '/navigated']);
  });

  it('reports a page of the history once, though it fires the event as well', () => {
    const replace = vi.spyOn(History.prototype, 'replaceState').mockImplementation((...state) => {
      pushState.apply(history, state);
      entryChange();
    });
    const pages = observe();
    history.replaceState({}, '', '/replaced');
    expect(pages).toEqual(['/start', '/replaced']);
    undo();
    replace.mockRestore();
  });

  it('reports no page where the address stays', () => {
    const pages = observe();
    entryChange();
    expect(pages).toEqual(['/start']);
  });
});
