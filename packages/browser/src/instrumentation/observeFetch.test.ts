import { beforeEach, describe, expect, it, vi } from 'vitest';
import { observeFetch } from './observeFetch.ts';
import { failTest, fakeObserver } from './fakes.testing.ts';

const native = vi.fn<typeof fetch>();
beforeEach(() => {
  native.mockReset().mockImplementation(() => Promise.resolve(new Response('', { status: 200 })));
  vi.stubGlobal('fetch', native);
});
const settled = () => new Promise((resolve) => setTimeout(resolve));

function observe(traceHeader?: [string, string]) {
  const { observer, requests } = fakeObserver(traceHeader);
  const undo = observeFetch(() => observer, failTest);
  return { requests, undo };
}

it('gives each request to the observer that is current when it starts', async () => {
  const [first, second] = [fakeObserver(), fakeObserver()];
  let current = first;
  const undo = observeFetch(() => current.observer, failTest);
  const init = { method: 'POST' };
  await fetch('/one', init);
  current = second;
  await fetch('/two');
  expect(first.requests).toMatchObject([{ url: '/one', method: 'POST', end: ['answered', { status: 200 }] }]);
  expect(second.requests).toMatchObject([{ url: '/two', method: 'GET', end: ['answered', { status: 200 }] }]);
  expect(native.mock.calls).toEqual([['/one', init], ['/two']]);
  expect(native.mock.calls[0]![1]).toBe(init);
  undo();
});

it('lets requests through while there is no observer', async () => {
  const undo = observeFetch(() => undefined, failTest);
  await fetch('/one');
  expect(native.mock.calls).toEqual([['/one']]);
  undo();
});

it('gives fetch back', () => {
  observeFetch(() => undefined, failTest)();
  expect(window.fetch).toBe(native);
});

it('lets a request through when observing fails', async () => {
  const failures: unknown[] = [];
  const undo = observeFetch(
    () => {
      throw new Error('ours');
    },
    (cause) => failures.push(cause),
  );
  expect((await fetch('/one')).status).toBe(200);
  expect(failures).toEqual([new Error('ours')]);
  undo();
});

describe('the app', () => {
  it('gets the very promise that fetch returned', () => {
    const { undo } = observe();
    const promise = Promise.resolve(new Response());
    native.mockReturnValue(promise);
    expect(fetch('/one')).toBe(promise);
    undo();
  });

  it('gets the very error that fetch rejects with, or throws', async () => {
    const { requests, undo } = observe();
    const error = new TypeError('Failed to fetch');
    native.mockReturnValueOnce(Promise.reject(error)).mockImplementationOnce(() => {
      throw error;
    });
    await expect(fetch('/rejects')).rejects.toBe(error);
    expect(() => fetch('/throws')).toThrow(error);
    await settled();
    expect(requests.map(({ end }) => end)).toEqual([
      ['failed', error],
      ['failed', error],
    ]);
    undo();
  });

  it.each([undefined, null, { ok: true }, Object.freeze({})])('gets the answer %s of a mock', async (answer) => {
    const { requests, undo } = observe();
    native.mockResolvedValue(answer as never);
    expect(await fetch('/mock')).toBe(answer);
    await settled();
    expect(requests).toMatchObject([{ end: ['forgotten'] }]);
    undo();
  });

  it('gets what a mock returns that is no promise', () => {
    const { requests, undo } = observe();
    native.mockReturnValue('text' as never);
    expect(fetch('/mock')).toBe('text');
    expect(requests).toMatchObject([{ end: ['forgotten'] }]);
    undo();
  });
});

it.each([
  ['an iterator', () => new Map([['accept', 'text/plain']]).entries()],
  [
    'a generator',
    () =>
      (function* () {
        yield ['accept', 'text/plain'];
      })(),
  ],
])('leaves headers that can be read once to the browser: %s', async (_, make) => {
  const { requests, undo } = observe();
  await fetch('/one', { headers: make() as never });
  const { headers } = native.mock.calls[0]![1]!;
  expect(Object.fromEntries(headers as never)).toEqual({ accept: 'text/plain' });
  expect(requests).toHaveLength(1);
  undo();
});

describe('a request is recorded', () => {
  it.each<[string, () => unknown, string, string?]>([
    ['text', () => '/text', '/text'],
    ['a String', () => new String('/object'), '/object'],
    ['a URL', () => new URL('https://app.test/url'), 'https://app.test/url'],
    ['a location', () => location, location.href],
    [
      'an anchor',
      () => Object.assign(document.createElement('a'), { href: 'https://app.test/a' }),
      'https://app.test/a',
    ],
    ['a Request', () => new Request('https://app.test/r', { method: 'PUT' }), 'https://app.test/r', 'PUT'],
    ['a URL of a frame', () => ({ toString: () => 'https://app.test/frame' }), 'https://app.test/frame'],
    [
      'a Request of a frame',
      () => ({ url: 'https://app.test/fr', method: 'POST', [Symbol.toStringTag]: 'Request' }),
      'https://app.test/fr',
      'POST',
    ],
  ])('by %s', async (_, input, url, method = 'GET') => {
    const { requests, undo } = observe();
    await fetch(input() as string);
    expect(requests).toMatchObject([{ url, method }]);
    undo();
  });

  it('not without an argument, nor by an object that cannot be text', async () => {
    const failures: unknown[] = [];
    const { observer, requests } = fakeObserver();
    const undo = observeFetch(
      () => observer,
      (cause) => failures.push(cause),
    );
    await (fetch as () => Promise<Response>)();
    await fetch(Object.create(null) as string);
    expect(native).toHaveBeenCalledTimes(2);
    expect(requests).toEqual([]);
    undo();
  });

  it.each([
    [{ ok: false, status: 404, statusText: 'Not Found' }, true],
    [{ ok: true, status: 204, statusText: '' }, false],
    [{ ok: false, status: 0, statusText: '', type: 'opaque' }, false],
    [{ ok: false, status: 0, statusText: '', type: 'opaqueredirect' }, false],
    [{ ok: false, status: 0, statusText: '', type: 'error' }, true],
  ])('with the answer %j as a failure: %s', async (response, isFailure) => {
    const { requests, undo } = observe();
    native.mockResolvedValue(response as Response);
    await fetch('/one');
    expect(requests[0]!.end).toMatchObject(['answered', { status: response.status, isFailure }]);
    undo();
  });
});

it('sends the header of a trace in options of its own', async () => {
  const { undo } = observe(['X-Trace', 'ours']);
  const init = Object.freeze({ method: 'POST', headers: Object.freeze({ accept: 'text/plain' }) });
  await fetch('/one', init);
  const [, sent] = native.mock.calls[0]!;
  expect((sent!.headers as Headers).get('accept')).toBe('text/plain');
  expect((sent!.headers as Headers).get('x-trace')).toBe('ours');
  expect(sent!.method).toBe('POST');
  expect(init).toEqual({ method: 'POST', headers: { accept: 'text/plain' } });
  undo();
});
