import { beforeEach, expect, it, vi } from 'vitest';
import { observeRequests } from './observeRequests.ts';
import { failTest, fakeObserver, useFakeXhr } from './fakes.testing.ts';

beforeEach(() => {
  useFakeXhr();
  vi.stubGlobal('fetch', () => Promise.resolve(new Response()));
});

const makeRequests = async () => {
  await fetch('/fetch');
  const request = new XMLHttpRequest();
  request.open('GET', '/xhr');
  request.send();
};

it('observes fetch and XMLHttpRequest until it is undone', async () => {
  const { observer, requests } = fakeObserver();
  const undo = observeRequests(() => observer, failTest);
  await makeRequests();
  expect(requests.map(({ url }) => url)).toEqual(['/fetch', '/xhr']);
  undo();
  await makeRequests();
  expect(requests).toHaveLength(2);
});

it.each([
  ['fetch', '/xhr', () => Object.defineProperty(window, 'fetch', { value: window.fetch, writable: false })],
  ['XMLHttpRequest', '/fetch', () => Object.freeze(XMLHttpRequest.prototype)],
])('reports a locked %s, and observes the other', async (_, url, lock) => {
  lock();
  const failures: unknown[] = [];
  const { observer, requests } = fakeObserver();
  const undo = observeRequests(
    () => observer,
    (cause) => failures.push(cause),
  );
  await makeRequests();
  expect(failures).toEqual([expect.any(TypeError)]);
  expect(requests.map((request) => request.url)).toEqual([url]);
  undo();
  Reflect.deleteProperty(window, 'fetch');
});
