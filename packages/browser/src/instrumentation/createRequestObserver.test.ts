import { afterEach, describe, expect, it, vi } from 'vitest';
import { LONGEST_URL } from './cutText.ts';
import { createRequestObserver, type HttpOptions, type RequestFacts } from './createRequestObserver.ts';
import { fakeContext } from './fakes.testing.ts';

afterEach(() => void vi.useRealTimers());

function setUp(options: HttpOptions = { recordAllRequests: true }, config: object = {}, sdkUrls: RegExp[] = []) {
  const { context, events } = fakeContext(config);
  const observer = createRequestObserver(context, options, sdkUrls);
  const start = (url: string, facts: Partial<RequestFacts> = {}) => observer.start({ url, method: 'GET', ...facts });
  return { ...observer, start, events };
}
const ok = { status: 200, statusText: 'OK', isFailure: false };
const missing = { status: 404, statusText: 'Not Found', isFailure: true };
const urls = (events: { data: Record<string, unknown> }[]) =>
  events.map(({ data }) => (data['request'] as { url: string }).url);

describe('what is recorded', () => {
  it('is a request, once it is answered', () => {
    const { start, events } = setUp();
    const request = start('/one', { method: 'POST' })!;
    expect(events).toEqual([]);
    request.answered(ok);
    expect(events).toEqual([
      {
        type: 'http_event',
        data: {
          version: '1.0.0',
          request: { url: '/one', method: 'POST' },
          response: { status: 200, statusText: 'OK' },
        },
      },
    ]);
  });

  it('is only what fails, unless all requests are asked for', () => {
    const { start, events } = setUp({});
    start('/fine')!.answered(ok);
    start('/missing')!.answered(missing);
    start('/broken')!.failed(new TypeError('Failed to fetch'));
    start('/forgotten')!.forgotten();
    expect(urls(events)).toEqual(['/missing', '/broken']);
    expect(events[1]!.data['error']).toMatchObject({ type: 'TypeError', message: 'Failed to fetch' });
  });

  it('is what the app includes and does not exclude, whatever flags its patterns have', () => {
    const { start } = setUp({ urlsToInclude: [/api/g], urlsToExclude: [/secret/g] });
    for (let times = 0; times < 3; times++) {
      expect(start('/api/one')).toBeDefined();
      expect(start('/api/secret')).toBeUndefined();
      expect(start('/other')).toBeUndefined();
    }
  });

  it('is nothing of the URLs that the SDK calls, whatever the app excludes', () => {
    for (const options of [{}, { urlsToExclude: [] }]) {
      const { start } = setUp(options, {}, [/\/appmonitors\//]);
      expect(start('/appmonitors/one')).toBeUndefined();
    }
  });

  it('is the beginning of a long URL, and no content of a data URL', () => {
    const { start, events } = setUp({ recordAllRequests: true }, { enableXRay: true });
    const long = `https://app.test/?${'x'.repeat(3000)}`;
    for (const url of [long, `data:image/png;base64,${'A'.repeat(1_600_000)}`]) start(url)!.answered(ok);
    expect(JSON.stringify(events).length).toBeLessThan(3 * LONGEST_URL + 2000);
    expect(urls(events.filter(({ type }) => type === 'http_event'))).toEqual([
      `${long.slice(0, LONGEST_URL)}...`,
      'data:image/png;base64...',
    ]);
  });

  it('is the error of a request whatever the app aborts it with', () => {
    const { start, events } = setUp();
    for (const reason of ['typed on', null, Symbol('s'), { name: 'Mine', message: { a: 1n } }])
      start('/one')!.failed(reason);
    expect(events).toHaveLength(4);
    expect(() => JSON.stringify(events)).not.toThrow();
  });
});

describe('a trace', () => {
  const traced = { enableXRay: true };
  const all = { addXRayTraceIdHeader: true };

  it('is recorded with the request, and named by it', () => {
    const { start, events } = setUp({ recordAllRequests: true }, traced);
    start('https://api.test/one')!.answered({ ...ok, contentLength: '12' });
    const [trace, http] = events;
    expect(trace).toMatchObject({
      type: 'xray_trace_event',
      data: {
        trace_id: http!.data['trace_id'],
        subsegments: [
          {
            id: http!.data['segment_id'],
            name: 'api.test',
            http: { request: { traced: true }, response: { status: 200, content_length: 12 } },
          },
        ],
      },
    });
  });

  it('goes with a header to the URLs that the app names', () => {
    const { start } = setUp({ addXRayTraceIdHeader: [/mine/g] }, traced);
    for (let times = 0; times < 3; times++) {
      expect(start('/mine')!.traceHeader).toEqual([
        'X-Amzn-Trace-Id',
        expect.stringMatching(/^Root=1-[\da-f]{8}-[\da-f]{24};Parent=[\da-f]{16};Sampled=1$/),
      ]);
      expect(start('/theirs')!.traceHeader).toBeUndefined();
    }
  });

  it('goes as traceparent where W3C ids are asked for', () => {
    const { start } = setUp(all, { ...traced, enableW3CTraceId: true });
    expect(start('/one')!.traceHeader).toEqual([
      'traceparent',
      expect.stringMatching(/^00-[\da-f]{32}-[\da-f]{16}-01$/),
    ]);
  });

  it('of the app itself is kept', () => {
    const { start, events } = setUp({ ...all, recordAllRequests: true }, traced);
    const headers = new Headers({ 'X-Amzn-Trace-Id': 'Root=1-a-b;Parent=c;Sampled=1' });
    const request = start('/one', { headers })!;
    expect(request.traceHeader).toBeUndefined();
    request.answered(ok);
    expect(events).toMatchObject([{ type: 'http_event', data: { trace_id: '1-a-b', segment_id: 'c' } }]);
  });

  it.each([
    ['tracing is off', {}, {}],
    ['somebody else traces', traced, { isTracedElsewhere: true }],
  ])('is not made where %s', (_, config, facts) => {
    const { start, events } = setUp({ ...all, recordAllRequests: true }, config);
    const request = start('/one', facts)!;
    expect(request.traceHeader).toBeUndefined();
    request.answered(ok);
    expect(events.map(({ type }) => type)).toEqual(['http_event']);
  });
});

describe('whenIdle', () => {
  it('calls at once where no request is open', () => {
    const listener = vi.fn();
    setUp().whenIdle(listener);
    expect(listener).toHaveBeenCalledOnce();
  });

  it('calls every listener once, when the last of all open requests has ended, however it ends', () => {
    const { start, whenIdle } = setUp();
    const [one, two, three] = [start('/1')!, start('/2')!, start('/3')!];
    const listeners = [vi.fn(), vi.fn()];
    listeners.forEach(whenIdle);
    one.answered(ok);
    two.forgotten();
    two.forgotten();
    for (const listener of listeners) expect(listener).not.toHaveBeenCalled();
    three.failed('XMLHttpRequest abort', false);
    start('/later')!.answered(ok);
    for (const listener of listeners) expect(listener).toHaveBeenCalledOnce();
  });

  it('calls after a minute where a request stays open, and then no more', () => {
    vi.useFakeTimers();
    const { start, whenIdle } = setUp();
    const request = start('/held')!;
    const listener = vi.fn();
    whenIdle(listener);
    vi.advanceTimersByTime(59_999);
    expect(listener).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    request.answered(ok);
    expect(listener).toHaveBeenCalledOnce();
  });
});
