import { FetchPlugin } from '@aws-rum/web-core/plugins/event-plugins/FetchPlugin?original';
import { XhrPlugin } from '@aws-rum/web-core/plugins/event-plugins/XhrPlugin?original';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createRequestObserver, type HttpOptions } from './createRequestObserver.ts';
import { observeRequests } from './observeRequests.ts';
import { failTest, fakeContext, FakeXhr, useFakeXhr } from './fakes.testing.ts';

/** The same requests are recorded by aws-rum-web's plugins and by ours: the events and the sent headers must be equal. */

const native = vi.fn<typeof fetch>();
beforeEach(() => {
  useFakeXhr();
  vi.stubGlobal('fetch', native);
});
afterEach(() => void native.mockReset());

const response = (status: number, headers?: HeadersInit) =>
  new Response(status === 204 ? null : '', { status, statusText: `Status ${status}`, ...(headers && { headers }) });
const failing = Object.assign(new TypeError('Failed to fetch'), { stack: 'x'.repeat(300) });

async function requests(): Promise<void> {
  const byFetch = async (answer: Response | Error | string, ...args: Parameters<typeof fetch>) => {
    if (answer instanceof Response) native.mockResolvedValueOnce(answer);
    else native.mockRejectedValueOnce(answer);
    await fetch(...args).catch(() => undefined);
  };
  const byXhr = (url: string | URL, method: string, end: Parameters<FakeXhr['end']>) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.send();
    FakeXhr.last.end(...end);
  };
  for (const status of [200, 204, 404, 429, 500]) {
    await byFetch(response(status, { 'Content-Length': '12' }), `https://api.test/${status}`);
    byXhr(`https://api.test/xhr/${status}`, 'GET', ['load', status, `Status ${status}`]);
  }
  await byFetch(response(200), new URL('https://api.test/url'), { method: 'POST' });
  await byFetch(response(200), '/relative', { headers: { accept: 'text/plain' } });
  await byFetch(response(503), new Request('https://api.test/request'));
  await byFetch(response(200), 'https://cognito-identity.us-east-1.amazonaws.com/');
  await byFetch(failing, '/fails');
  await byFetch('a reason', '/aborted');
  const traced = { headers: { 'X-Amzn-Trace-Id': 'Root=1-a-b;Parent=c;Sampled=1' } };
  await byFetch(response(200), new Request('https://api.test/traced-by-the-app', traced));
  byXhr(new URL('https://api.test/xhr/url'), 'put', ['load', 301]);
  byXhr('/xhr/error', 'GET', ['error', 0]);
  byXhr('/xhr/abort', 'GET', ['abort']);
  byXhr('/xhr/timeout', 'POST', ['timeout']);
  byXhr('https://sts.amazonaws.com/', 'GET', ['load', 200]);
}

/** Ids are random: each becomes the number of its first use. Times differ, and so do stacks within the SDK. */
function normalize(value: unknown): unknown {
  const ids = new Map<string, string>();
  const id = (text: string): string => {
    if (!ids.has(text)) ids.set(text, `id ${ids.size}`);
    return ids.get(text)!;
  };
  const json = JSON.stringify(value, (key, one: unknown) => {
    if (key.endsWith('_time')) return 'time';
    return key === 'stack' ? String(one).replace(/^(XMLHttpRequest error).*/s, '$1') : one;
  });
  return JSON.parse(json.replace(/1-[\da-f]{8}-[\da-f]{24}|\b[\da-f]{32}\b|\b[\da-f]{16}\b/g, id));
}

async function record(install: (context: ReturnType<typeof fakeContext>['context']) => () => void, config: object) {
  const { context, events } = fakeContext(config);
  const sent: Record<string, string>[] = [];
  const xhrHeaders: object[] = [];
  native.mockReset();
  useFakeXhr();
  vi.stubGlobal('fetch', native);
  const { setRequestHeader } = FakeXhr.prototype;
  vi.spyOn(FakeXhr.prototype, 'setRequestHeader').mockImplementation(function (this: FakeXhr, name, value) {
    xhrHeaders.push({ [name]: value });
    setRequestHeader.call(this, name, value);
  });
  const undo = install(context);
  await requests();
  await new Promise((resolve) => setTimeout(resolve));
  undo();
  vi.restoreAllMocks();
  for (const [input, init] of native.mock.calls) {
    const headers = new Headers(init?.headers ?? (input as Request).headers);
    sent.push(Object.fromEntries([...headers].map(([name, value]) => [name.toLowerCase(), value])));
  }
  return normalize({ events, sent, xhrHeaders });
}

const theirs = (options: HttpOptions) => (context: Parameters<FetchPlugin['load']>[0]) => {
  const plugins = [new FetchPlugin(options), new XhrPlugin(options)];
  plugins.forEach((plugin) => plugin.load(context));
  return () => plugins.forEach((plugin) => plugin.disable());
};
const ours = (options: HttpOptions) => (context: Parameters<FetchPlugin['load']>[0]) => {
  const observer = createRequestObserver(context, options, []);
  return observeRequests(() => observer, failTest);
};

const pattern = /api\.test/;
it.each<[string, HttpOptions, object]>([
  ['by default', {}, {}],
  ['with recordAllRequests', { recordAllRequests: true }, {}],
  ['with patterns', { urlsToInclude: [pattern], urlsToExclude: [/xhr/], recordAllRequests: true }, {}],
  ['with stackTraceLength', { stackTraceLength: 20 }, {}],
  ['without stacks', { stackTraceLength: 0 }, {}],
  ['with X-Ray', {}, { enableXRay: true }],
  ['with X-Ray headers', { addXRayTraceIdHeader: true, recordAllRequests: true }, { enableXRay: true }],
  [
    'with X-Ray headers for some',
    { addXRayTraceIdHeader: [pattern], logicalServiceName: 'shop' },
    { enableXRay: true },
  ],
  ['with W3C ids', { addXRayTraceIdHeader: true }, { enableXRay: true, enableW3CTraceId: true }],
])('%s, requests are recorded and traced as by aws-rum-web', async (_, options, config) => {
  const expected = await record(theirs(options), config);
  expect((expected as { events: unknown[] }).events.length).toBeGreaterThan(2);
  expect(await record(ours(options), config)).toEqual(expected);
});
