import { afterEach, expect, it } from 'vitest';
import { observePageViews } from './observePageViews.ts';

let undo: () => void = () => undefined;
afterEach(() => undo());

function observe(format?: string): string[] {
  const pages: string[] = [];
  undo = observePageViews(
    () => format,
    (page) => pages.push(page),
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
  expect(pages).toHaveLength(1);
});
