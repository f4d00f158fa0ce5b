import { expect, it } from 'vitest';
import { useSuite } from '../../support/sdk/suite.ts';

const suite = useSuite();

/** What an app may do with fetch, right or wrong. Each gives what came of it, in words. */
async function fetches(): Promise<Record<string, string>> {
  const call = fetch as unknown as (...args: unknown[]) => Promise<Response>;
  const withText = { toString: () => '/api/text' };
  const aborted = AbortSignal.abort(new Error('aborted by the app'));
  const tries: Record<string, () => Promise<Response>> = {
    nothing: () => call(),
    undefined: () => call(undefined),
    null: () => call(null),
    number: () => call(42),
    text: () => call('/api/plain'),
    'text object': () => call(withText),
    'plain object': () => call({ headers: { accept: 'x' } }),
    'object without prototype': () => call(Object.create(null)),
    symbol: () => call(Symbol('s')),
    url: () => call(new URL('/api/url', location.href)),
    request: () => call(new Request('/api/request', { method: 'PUT', body: 'x' })),
    'request, aborted': () => call(new Request('/api/request', { signal: aborted })),
    'no init': () => call('/api/init', null),
    'wrong init': () => call('/api/init', 7),
    'headers null': () => call('/api/headers', { headers: null }),
    aborted: () => call('/api/aborted', { signal: aborted }),
    'bad url': () => call('http://['),
    'bad method': () => call('/api/method', { method: 'BAD METHOD' }),
    'body with get': () => call('/api/body', { body: 'x' }),
    'other this': () => call.call(undefined, '/api/this'),
    'status 500': () => call('/api/status/500'),
    unreachable: () => call('http://127.0.0.1:1/'),
  };
  const results: Record<string, string> = {};
  for (const [name, attempt] of Object.entries(tries)) {
    let promise: Promise<Response>;
    try {
      promise = attempt();
    } catch (error) {
      results[name] = `throws ${String(error)}`;
      continue;
    }
    const kind = promise instanceof Promise ? '' : 'no promise ';
    results[name] = await promise.then(
      (response) => `${kind}${response.status}`,
      (error: unknown) => `${kind}rejects ${String(error)}`,
    );
  }
  return results;
}

/** The same with XMLHttpRequest. */
async function xhrs(): Promise<Record<string, unknown>> {
  const tries: Record<string, (request: XMLHttpRequest) => void> = {
    text: (request) => (request.open('GET', '/api/plain'), request.send()),
    url: (request) => (request.open('POST', new URL('/api/url', location.href)), request.send('x')),
    'not open': (request) => request.send(),
    'open twice': (request) => (request.open('GET', '/api/one'), request.open('GET', '/api/two'), request.send()),
    'send twice': (request) => (request.open('GET', '/api/one'), request.send(), request.send()),
    'bad url': (request) => (request.open('GET', 'http://['), request.send()),
    'bad method': (request) => (request.open('BAD METHOD', '/api/x'), request.send()),
    'no url': (request) => ((request.open as (method: string) => void)('GET'), request.send()),
    synchronous: (request) => (request.open('GET', '/api/sync', false), request.send()),
    aborted: (request) => (request.open('GET', '/api/abort'), request.send(), request.abort()),
    unreachable: (request) => (request.open('GET', 'http://127.0.0.1:1/'), request.send()),
  };
  const results: Record<string, unknown> = {};
  for (const [name, attempt] of Object.entries(tries)) {
    const request = new XMLHttpRequest();
    const events: string[] = [];
    const over = new Promise((done) => {
      for (const type of ['load', 'error', 'abort', 'timeout', 'loadend'])
        request.addEventListener(type, () => {
          events.push(type);
          if (type === 'loadend') done(undefined);
        });
    });
    try {
      attempt(request);
      if (request.readyState !== 0 && request.readyState !== 4) await over;
    } catch (error) {
      events.push(`throws ${String(error)}`);
    }
    results[name] = [...events, request.status, request.responseURL];
  }
  return results;
}

it("the app's requests behave as they do without the SDK", async () => {
  const bare = await suite.visit({ start: () => void (sdk.kept.bare = true) });
  const tab = await suite.visit();
  for (const each of [bare, tab]) each.expectErrors(/Access to (fetch|XMLHttpRequest)|Synchronous XMLHttpRequest/);
  expect(await tab.run(fetches)).toEqual(await bare.run(fetches));
  expect(await tab.run(xhrs)).toEqual(await bare.run(xhrs));
});

it("each of the app's requests is recorded once, with its outcome", async () => {
  const tab = await suite.visit();
  tab.expectErrors(/Access to (fetch|XMLHttpRequest)/);
  await tab.run(async () => {
    await fetch('/api/a');
    await fetch(new Request('/api/b', { method: 'PUT' }));
    await fetch('/api/status/503');
    await fetch('http://127.0.0.1:1/gone').catch(() => undefined);
    const request = new XMLHttpRequest();
    for (const path of ['/api/c', '/api/d']) {
      await new Promise((done) => {
        request.open('GET', path);
        request.onloadend = done;
        request.send();
      });
    }
  });
  await tab.flush();
  const seen = tab.guest.events('http').map(({ details }) => {
    const { request, response, error } = details as {
      request: { url: string; method: string };
      response?: { status: number };
      error?: object;
    };
    return `${request.method} ${request.url.replace(suite.site.url, '')} ${response?.status ?? (error && 'error')}`;
  });
  expect(seen).toEqual([
    'GET /api/a 200',
    'PUT /api/b 200',
    'GET /api/status/503 503',
    'GET http://127.0.0.1:1/gone error',
    'GET /api/c 200',
    'GET /api/d 200',
  ]);
});

it("the SDK's own requests are not recorded", async () => {
  const tab = await suite.visit({ guestPool: true, options: { config: { recordResourceUrl: true } } });
  await tab.flush();
  await tab.run(() => sdk.rum.recordEvent('more', {}));
  await tab.flush();
  await tab.run(() => sdk.rum.recordEvent('last', {}));
  await tab.flush();
  expect(tab.guest.types()).not.toContain('http');
  const urls = tab.guest.events('performance_resource').map(({ details }) => String(details.targetUrl));
  expect(urls.filter((url) => url.startsWith(suite.console.url))).toEqual([]);
});

it('a trace header goes out with the requests that ask for one', async () => {
  const tab = await suite.visit({
    options: {
      config: { enableXRay: true, telemetries: [['http', { addXRayTraceIdHeader: true, recordAllRequests: true }]] },
    },
  });
  const asked = tab.page.waitForRequest('**/api/traced');
  await tab.run(() => fetch('/api/traced').then(() => undefined));
  expect((await asked).headers()['x-amzn-trace-id']).toMatch(/^Root=1-/);
  await tab.flush();
  expect(tab.guest.types()).toEqual(expect.arrayContaining(['xray_trace', 'http']));
});
