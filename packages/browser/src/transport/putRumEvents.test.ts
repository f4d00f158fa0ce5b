import { CompressionStream } from 'node:stream/web';
import { gunzipSync } from 'node:zlib';
import { serializeRequest } from '@aws-rum/web-core/dispatch/DataPlaneClient';
import { beforeEach, expect, it, vi } from 'vitest';
import type { RumConfig } from '../api/types.ts';
import type { SendOptions } from './Send.ts';
import { createSend, putRumEvents } from './putRumEvents.ts';

// Browsers have it, happy-dom has not.
beforeEach(() => void vi.stubGlobal('CompressionStream', CompressionStream));

const identity = { accessKeyId: 'AKID', secretAccessKey: 'secret', sessionToken: 'token' };

interface Sent {
  url: URL;
  headers: Headers;
  body: Uint8Array;
  keepalive: boolean;
}

interface Options {
  config?: RumConfig;
  signing?: boolean;
  /** In the place of an answer. */
  fail?: () => Promise<never>;
}

function setUp({ config = {}, signing = true, fail }: Options = {}) {
  const sent: Sent[] = [];
  const fetch = (request: Request, { keepalive }: { keepalive: boolean }): Promise<Response> =>
    fail ? fail() : answer(request, keepalive);
  const answer = async (request: Request, keepalive: boolean): Promise<Response> => {
    const { headers } = request;
    sent.push({ url: new URL(request.url), headers, keepalive, body: new Uint8Array(await request.arrayBuffer()) });
    return new Response('{}');
  };
  const get = vi.fn(() => Promise.resolve(identity));
  const credentials = { get, refused: vi.fn(), expireAt: undefined, ready: true };
  const options = {
    region: 'eu-west-1',
    endpoint: new URL('https://rum.example/'),
    signing,
    config,
    fetch: fetch as unknown as typeof globalThis.fetch,
    clockSkew: { milliseconds: 0 },
    client: {},
  };
  const put = (details: string, changes: Partial<SendOptions> = {}) =>
    putRumEvents(options, {
      request: {
        BatchId: 'batch',
        AppMonitorDetails: { id: 'monitor', version: '1' },
        UserDetails: { userId: 'user', sessionId: 'session' },
        RumEvents: [{ id: '1', timestamp: new Date(1_500), type: 'event', details }],
      },
      credentials,
      pageEnds: false,
      begin: () => (changes.pageEnds ? 'keepalive' : 'ordinary'),
      ...changes,
    });
  return { put, sent, get, send: createSend(options) };
}

const textOf = ({ body }: Sent): string => new TextDecoder().decode(body);

it('signs a batch in its headers', async () => {
  const { put, sent } = setUp();
  expect(await put('{}')).toEqual({ name: 'answered', status: 200, accessKeyId: 'AKID' });
  const { url, headers, keepalive } = sent[0]!;
  expect(url.href).toBe('https://rum.example/appmonitors/monitor');
  expect(headers.get('content-type')).toBe('application/json');
  expect(headers.get('authorization')).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKID\/\d{8}\/eu-west-1\/rum\/aws4_request/,
  );
  expect(headers.get('x-amz-security-token')).toBe('token');
  expect(keepalive).toBe(false);
  expect(JSON.parse(textOf(sent[0]!))).toMatchObject({ BatchId: 'batch', RumEvents: [{ id: '1', timestamp: 2 }] });
});

it.each([{}, { Alias: 'alias', SessionMetadata: '{}' }, { Alias: '' }])(
  'writes what the client of aws-rum-web writes: %o',
  async (more) => {
    const { put, sent } = setUp();
    const event = { id: '1', timestamp: new Date(1_500), type: 'event', details: '{}' };
    const request = {
      BatchId: 'batch',
      AppMonitorDetails: { id: 'monitor', version: '1' },
      UserDetails: { userId: 'user', sessionId: 'session' },
      RumEvents: [event, { ...event, metadata: '{}', ofTheApp: 1 }],
      ...more,
    };
    await put('{}', { request });
    expect(JSON.parse(textOf(sent[0]!))).toEqual(JSON.parse(JSON.stringify(serializeRequest(request))));
  },
);

it('signs a batch in the query when the page ends, which needs no preflight', async () => {
  const { put, sent } = setUp();
  await put('{}', { pageEnds: true });
  const { url, headers, keepalive } = sent[0]!;
  expect([...headers.keys()].filter((name) => name !== 'content-type')).toEqual([]);
  expect(headers.get('content-type')).toBe('text/plain;charset=UTF-8');
  expect(url.searchParams.get('X-Amz-Credential')).toMatch(/^AKID\//);
  expect(keepalive).toBe(true);
});

it('compresses what is large, except when the page ends or the app does not want it', async () => {
  const large = JSON.stringify('x'.repeat(5000));
  const { put, sent } = setUp({ signing: false });
  await put(large);
  expect(sent[0]!.headers.get('content-encoding')).toBe('gzip');
  expect(gunzipSync(sent[0]!.body).toString()).toContain('xxxxx');
  await put(large, { pageEnds: true });
  const plain = setUp({ signing: false, config: { compressionStrategy: { enabled: false } } });
  await plain.put(large);
  for (const one of [sent[1]!, plain.sent[0]!]) expect(textOf(one)).toContain('xxxxx');
});

it('sends nothing when it is called off', async () => {
  const { put, sent } = setUp({ signing: false });
  expect(await put('{}', { begin: () => 'called off' })).toEqual({ name: 'called off' });
  expect(sent).toEqual([]);
});

it('sends nothing without credentials, and asks for none where requests are not signed', async () => {
  const { put, get, sent } = setUp();
  const cause = new Error('no token');
  get.mockRejectedValueOnce(cause);
  expect(await put('{}')).toEqual({ name: 'unsigned', cause });
  expect(sent).toEqual([]);
  const open = setUp({ signing: false });
  await open.put('{}');
  expect(open.get).not.toHaveBeenCalled();
  expect(open.sent[0]!.headers.has('authorization')).toBe(false);
});

it('compresses nothing with compressionStrategy: false', async () => {
  const { put, sent } = setUp({ signing: false, config: { compressionStrategy: false as never } });
  await put(JSON.stringify('x'.repeat(5000)));
  expect(sent[0]!.headers.has('content-encoding')).toBe(false);
});

it('says what it cannot serialize, and that a batch is too large to be sent', async () => {
  const { put, sent } = setUp({ signing: false });
  expect(await put(10n as never)).toMatchObject({ name: 'answered', status: 400 });
  const events = [1, 2].map((id) => ({
    id: `${id}`,
    timestamp: new Date(),
    type: 'event',
    details: 'x'.repeat(900_000),
  }));
  const request = { BatchId: 'batch', AppMonitorDetails: {}, UserDetails: {}, RumEvents: events };
  expect(await put('', { request })).toMatchObject({ name: 'answered', status: 413 });
  expect(sent).toEqual([]);
});

it('takes a date that the app has copied as text', async () => {
  const { put, sent } = setUp({ signing: false });
  const events = [{ id: '1', timestamp: '1970-01-01T00:00:07.000Z' as never, type: 'event', details: '{}' }];
  await put('', { request: { BatchId: 'batch', AppMonitorDetails: {}, UserDetails: {}, RumEvents: events } });
  expect(JSON.parse(textOf(sent[0]!))).toMatchObject({ RumEvents: [{ timestamp: 7 }] });
});

it('is one way to send, which never rejects', async () => {
  const cause = new TypeError('Failed to fetch');
  const { send } = setUp({ signing: false, fail: () => Promise.reject(cause) });
  const request = { BatchId: 'batch', AppMonitorDetails: {}, UserDetails: {}, RumEvents: [] };
  const batch: SendOptions = { request, credentials: undefined, pageEnds: false, begin: () => 'ordinary' };
  expect(await send(batch)).toEqual({ name: 'unreachable', cause });
});

it('tells a request that the browser refused at once from one that failed later', async () => {
  const cause = new TypeError('Failed to fetch');
  const atOnce = setUp({ signing: false, config: {}, fail: () => Promise.reject(cause) });
  expect(await atOnce.put('{}', { pageEnds: true })).toEqual({ name: 'no keepalive' });
  await expect(atOnce.put('{}')).rejects.toBe(cause);
  const fail = () => new Promise<never>((_, failed) => setTimeout(() => failed(cause)));
  const later = setUp({ signing: false, fail });
  await expect(later.put('{}', { pageEnds: true })).rejects.toBe(cause);
});

it('has all at hand when it begins: the request is out before anything else happens', async () => {
  const { put, sent } = setUp();
  const made = vi.fn();
  class Watched extends Request {
    constructor(...given: ConstructorParameters<typeof Request>) {
      super(...given);
      made();
    }
  }
  vi.stubGlobal('Request', Watched);
  let atBegin = 0;
  const begin = (): 'keepalive' => {
    atBegin = made.mock.calls.length;
    return 'keepalive';
  };
  await put('{}', { pageEnds: true, begin });
  vi.unstubAllGlobals();
  expect(atBegin).toBe(1);
  expect(sent).toMatchObject([{ keepalive: true }]);
});
