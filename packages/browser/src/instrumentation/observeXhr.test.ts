import { beforeEach, describe, expect, it } from 'vitest';
import { observeXhr } from './observeXhr.ts';
import { failTest, fakeObserver, FakeXhr, useFakeXhr } from './fakes.testing.ts';

beforeEach(useFakeXhr);

function observe(traceHeader?: [string, string]) {
  const { observer, requests } = fakeObserver(traceHeader);
  observeXhr(() => observer, failTest);
  const request = new XMLHttpRequest() as unknown as FakeXhr;
  const send = (url = '/one') => {
    request.open('GET', url);
    request.send();
  };
  return { requests, request, send };
}

it('gives each request to the observer that is current when it is sent', () => {
  const [first, second] = [fakeObserver(), fakeObserver()];
  let current = first;
  observeXhr(() => current.observer, failTest);
  const request = new XMLHttpRequest();
  request.open('POST', new URL('https://app.test/one'), true);
  current = second;
  request.send('body');
  expect(first.requests).toEqual([]);
  expect(second.requests).toMatchObject([{ method: 'POST', url: 'https://app.test/one' }]);
  expect(FakeXhr.last.calls).toEqual([
    ['open', 'POST', new URL('https://app.test/one'), true],
    ['send', 'body'],
  ]);
});

describe('a request ends', () => {
  it.each([
    ['load', 200, 'OK', ['answered', { status: 200, statusText: 'OK', isFailure: false, contentLength: null }]],
    ['load', 404, '', ['answered', { status: 404, statusText: '', isFailure: true, contentLength: null }]],
    ['error', 0, '', ['failed', expect.objectContaining({ name: 'XMLHttpRequest error', message: '0' })]],
    ['abort', 0, '', ['failed', 'XMLHttpRequest abort', false]],
    ['timeout', 0, '', ['failed', 'XMLHttpRequest timeout', false]],
    // In Firefox, as the page goes.
    ['loadend', 0, '', ['failed', expect.objectContaining({ message: '0' })]],
  ])('by %s with status %i', (type, status, statusText, expected) => {
    const { requests, request, send } = observe();
    send();
    request.end(type, status, statusText);
    expect(requests.map(({ end }) => end)).toEqual([expected]);
  });

  it('when it is opened again on its way, without a record', () => {
    const { requests, request, send } = observe();
    send('/one');
    send('/two');
    expect(requests.map(({ url, end }) => [url, end])).toEqual([
      ['/one', ['forgotten']],
      ['/two', undefined],
    ]);
    request.end('load', 200);
    expect(requests[1]!.end).toMatchObject(['answered', { status: 200 }]);
  });

  it('once, and leaves no listener on a request that is used again', () => {
    const { requests, request, send } = observe();
    for (const url of ['/one', '/two']) {
      send(url);
      request.end('load', 200);
    }
    request.end('load', 200);
    expect(requests.map(({ end }) => end![0])).toEqual(['answered', 'answered']);
  });

  it('when send throws, as a synchronous request does, and the app gets the error', () => {
    const { requests, request, send } = observe();
    request.throws = new Error('NetworkError');
    expect(() => send()).toThrow(request.throws);
    expect(requests[0]!.end).toMatchObject(['failed', { name: 'XMLHttpRequest error' }]);
  });

  it('within send, as a synchronous request does', () => {
    const { requests, request, send } = observe();
    request.onSend = () => request.end('load', 200);
    send();
    expect(requests[0]!.end).toMatchObject(['answered', { status: 200 }]);
  });
});

it('sends the header of a trace', () => {
  const { request, send } = observe(['X-Trace', 'ours']);
  send();
  expect(request.headers).toEqual({ 'X-Trace': 'ours' });
});

it('lets requests through that were never opened, or while there is no observer', () => {
  const { requests } = observe();
  new XMLHttpRequest().send();
  expect(requests).toEqual([]);
  useFakeXhr();
  observeXhr(() => undefined, failTest);
  const request = new XMLHttpRequest();
  request.open('GET', '/one');
  request.send();
  expect(FakeXhr.last.calls).toEqual([['open', 'GET', '/one'], ['send']]);
});

it('lets a request through when observing fails', () => {
  const failures: unknown[] = [];
  const broken = () => {
    throw new Error('ours');
  };
  observeXhr(broken, (cause) => failures.push(cause));
  const request = new XMLHttpRequest();
  request.open('GET', '/one');
  request.send();
  expect(FakeXhr.last.calls).toHaveLength(2);
  expect(failures).toEqual([new Error('ours')]);
});

it('gives XMLHttpRequest back', () => {
  const { open, send } = XMLHttpRequest.prototype;
  observeXhr(() => undefined, failTest)();
  expect(XMLHttpRequest.prototype.open).toBe(open);
  expect(XMLHttpRequest.prototype.send).toBe(send);
});
