import { beforeEach, expect, it, vi } from 'vitest';
import { observeRequests } from './observeRequests.ts';
import { fakeObserver, useFakeXhr } from './fakes.testing.ts';

beforeEach(() => {
  useFakeXhr();
  vi.stubGlobal('fetch', () => Promise.resolve(new Response()));
});

it('observes fetch and XMLHttpRequest until it is undone', async () => {
  const observer = fakeObserver();
  const undo = observeRequests(() => observer);
  const requests = async () => {
    await fetch('/one');
    const request = new XMLHttpRequest();
    request.open('GET', '/two');
    request.send();
  };
  await requests();
  expect(observer.fetch).toHaveBeenCalledOnce();
  expect(observer.send).toHaveBeenCalledOnce();
  undo();
  await requests();
  expect(observer.fetch).toHaveBeenCalledOnce();
  expect(observer.send).toHaveBeenCalledOnce();
});
