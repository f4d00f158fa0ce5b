import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createRequestObserver, type HttpOptions } from './createRequestObserver.ts';
import { fakeContext, FakeXhr, useFakeXhr } from './fakes.testing.ts';

beforeEach(useFakeXhr);

function setUp(options: HttpOptions = { recordAllRequests: true }, sdkUrls: RegExp[] = []) {
  const { context, events } = fakeContext();
  const observer = createRequestObserver(context, options, sdkUrls);
  const get = (url: string, response: Promise<Response>) => observer.fetch(() => response, window, [url]);
  const send = (url: string): FakeXhr => {
    const request = new XMLHttpRequest();
    const { send: original } = XMLHttpRequest.prototype;
    observer.send(original, request, ['GET', url], []);
    return FakeXhr.last;
  };
  return { observer, events, get, send };
}
const ok = () => Promise.resolve(new Response('', { status: 200 }));
const request = (url: string, status: number) => ({
  type: 'http_event',
  data: expect.objectContaining({
    request: { method: 'GET', url },
    response: expect.objectContaining({ status }) as object,
  }) as object,
});

describe('what is recorded', () => {
  it('is a request by fetch, once it is answered', async () => {
    const { events, get } = setUp();
    const answered = get('https://app.test/a', ok());
    expect(events).toEqual([]);
    await answered;
    expect(events).toEqual([request('https://app.test/a', 200)]);
  });

  it('is a request by XMLHttpRequest, once it is answered', () => {
    const { events, send } = setUp();
    const sent = send('/b');
    expect(events).toEqual([]);
    sent.end('load', 201);
    expect(events).toEqual([request('/b', 201)]);
  });

  it('is only what fails, unless all requests are asked for', async () => {
    const { events, get, send } = setUp({});
    await get('/fine', ok());
    send('/fine').end('load', 204);
    await get('/missing', Promise.resolve(new Response('', { status: 404 })));
    send('/broken').end('load', 500);
    expect(events).toEqual([request('/missing', 404), request('/broken', 500)]);
  });

  it('is the error of a request that gets no answer', async () => {
    const { events, get, send } = setUp({});
    await get('/a', Promise.reject(new TypeError('Failed to fetch'))).catch(() => undefined);
    send('/b').end('error');
    send('/c').end('abort');
    send('/d').end('timeout');
    expect(events.map(({ data }) => data['error'])).toMatchObject([
      { type: 'TypeError', message: 'Failed to fetch' },
      { type: 'XMLHttpRequest error', message: '0' },
      { type: 'XMLHttpRequest abort' },
      { type: 'XMLHttpRequest timeout' },
    ]);
  });

  it('is nothing of the URLs that the app excludes, or that the SDK calls', async () => {
    const { events, get, send } = setUp({ recordAllRequests: true, urlsToExclude: [/private/] }, [/\/appmonitors\//]);
    for (const url of ['/private', '/appmonitors/a']) {
      await get(url, ok());
      send(url).end('load', 200);
    }
    expect(events).toEqual([]);
  });
});

describe('whenIdle', () => {
  it('calls at once where no request is open', () => {
    const { observer } = setUp();
    const listener = vi.fn();
    observer.whenIdle(listener);
    expect(listener).toHaveBeenCalledOnce();
  });

  it('calls once, when the last of all open requests has ended', async () => {
    const { observer, get, send } = setUp();
    let answer: (response: Response) => void = () => undefined;
    const fetched = get('/a', new Promise<Response>((resolve) => (answer = resolve)));
    const sent = send('/b');
    const listener = vi.fn();
    observer.whenIdle(listener);
    sent.end('abort');
    expect(listener).not.toHaveBeenCalled();
    answer(new Response());
    await fetched;
    await vi.waitFor(() => expect(listener).toHaveBeenCalledOnce());
    await get('/later', ok());
    expect(listener).toHaveBeenCalledOnce();
  });

  it('calls every listener', () => {
    const { observer, send } = setUp();
    const sent = send('/a');
    const listeners = [vi.fn(), vi.fn()];
    listeners.forEach(observer.whenIdle);
    sent.end('load', 200);
    for (const listener of listeners) expect(listener).toHaveBeenCalledOnce();
  });
});
