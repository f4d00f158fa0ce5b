import { request } from 'node:http';
import { connect } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { startConsole, type RunningConsole } from '@dual-rum/console';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { batchRequest, writeBatch } from '../../support/console/writeBatch.ts';

/** One request as it goes over the wire. */
interface Wire {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}

const text = fc.string({ unit: 'binary-ascii', maxLength: 60 });
/** What a header may hold; the rest is refused by Node before it is sent. */
const value = text.map((each) => each.replace(/[^\t\x20-\x7e\x80-\xff]/g, ''));
const json = fc.jsonValue({ maxDepth: 4 }).map((each) => JSON.stringify(each));
const broken = fc.tuple(json, fc.nat(40)).map(([whole, at]) => whole.slice(0, at));
const large = fc.integer({ min: 1_048_577, max: 1_200_000 }).map((bytes) => 'x'.repeat(bytes));
const body = fc.oneof(
  { weight: 6, arbitrary: text },
  { weight: 6, arbitrary: json },
  { weight: 6, arbitrary: broken },
  { weight: 1, arbitrary: large },
);

setFlagsFromString('--expose-gc');
/** What counts is what is held, not what is about to go. */
const collectGarbage = runInNewContext('gc') as () => void;

/** How many requests are under way at one time. */
const AT_ONCE = 20;

/** Requests that nothing may come of, for a console on this port with these app monitors. */
function hostile(port: string, monitorIds: string[]): fc.Arbitrary<Wire> {
  const traversing = fc
    .array(fc.constantFrom('..', '.', '%2e%2e', '%2f', '%5c', '..%00', 'assets', '_events', 'etc', 'passwd', ''), {
      minLength: 1,
      maxLength: 8,
    })
    .map((parts) => `/${parts.join('/')}`);
  const paths = fc.oneof(
    fc.constantFrom(...monitorIds).map((id) => `/appmonitors/${id}`),
    fc.constantFrom(
      '/',
      '/_events',
      '/_reset',
      '/_faults',
      '/_faults/1',
      '/_query/sessions',
      '/_live',
      '/issuer/token',
      '/sessions/x',
    ),
    traversing,
    text.map((each) => `/_query/${encodeURIComponent(each)}?${encodeURIComponent(each)}=%zz`),
  );
  const strangers = fc.constantFrom(
    `evil.test:${port}`,
    'evil.test',
    `127.0.0.1.evil.test:${port}`,
    '169.254.169.254',
    `localhost.evil.test`,
    '',
  );
  const signature = fc.record({
    authorization: fc.oneof(
      value,
      value.map(
        (each) =>
          `AWS4-HMAC-SHA256 Credential=ASIA${each}/20261126/us-east-1/rum/aws4_request, SignedHeaders=host, Signature=${each}`,
      ),
    ),
    'x-amz-date': fc.oneof(value, fc.constant('20261126T100000Z')),
    'x-amz-security-token': value,
    'content-encoding': fc.constantFrom('gzip', 'br', 'identity'),
    'x-amz-target': fc.oneof(
      value,
      fc.constantFrom('AWSCognitoIdentityService.GetId', 'AWSCognitoIdentityService.__proto__'),
    ),
  });
  const headers = fc
    .tuple(strangers, signature, fc.constantFrom('', 'null', 'http://evil.test', `http://127.0.0.1:1`))
    .map(([host, signed, origin]) => ({
      ...signed,
      ...(host !== '' && { host }),
      ...(origin !== '' && { origin }),
    }));
  return fc.record({
    method: fc.constantFrom('POST', 'GET', 'DELETE', 'PUT', 'OPTIONS', 'PATCH'),
    path: paths,
    headers,
    body,
  });
}

/** A request that was signed with good keys, with one thing changed after that. */
function tampered(signed: Wire, otherId: string, port: string): fc.Arbitrary<Wire> {
  const header = (name: string): string => Object.keys(signed.headers).find((one) => one.toLowerCase() === name)!;
  const withHeader = (name: string, change: (text: string) => string): Wire => ({
    ...signed,
    headers: { ...signed.headers, [header(name)]: change(signed.headers[header(name)]!) },
  });
  /** Another letter or digit in this place. */
  const otherAt = (text: string, at: number): string => {
    const place = at % text.length;
    return `${text.slice(0, place)}${text[place] === 'a' ? 'b' : 'a'}${text.slice(place + 1)}`;
  };
  const inSignature = (text: string, at: number): string => {
    const [before, signature] = text.split('Signature=') as [string, string];
    return `${before}Signature=${otherAt(signature, at)}`;
  };
  return fc
    .tuple(
      fc.constantFrom(
        'body',
        'longer',
        'signature',
        'hash',
        'date',
        'token',
        'monitor',
        'method',
        'host',
        'query',
        'more',
      ),
      fc.nat(),
    )
    .map(([what, at]): Wire => {
      switch (what) {
        case 'body':
          return { ...signed, body: otherAt(signed.body, at) };
        case 'longer':
          return { ...signed, body: `${signed.body} ` };
        case 'signature':
          return withHeader('authorization', (text) => inSignature(text, at));
        case 'hash':
          return withHeader('x-amz-content-sha256', (text) => otherAt(text, at));
        case 'date':
          return withHeader('x-amz-date', (text) => text.replace(/\d{2}Z$/, (two) => (two === '00Z' ? '01Z' : '00Z')));
        case 'token':
          return withHeader('x-amz-security-token', (text) => otherAt(text, at));
        case 'monitor':
          return { ...signed, path: `/appmonitors/${otherId}` };
        case 'method':
          return { ...signed, method: 'PUT' };
        case 'host':
          return withHeader('host', () => `localhost:${port}`);
        case 'query':
          return { ...signed, path: `${signed.path}?a=${at}` };
        default:
          return { ...signed, headers: { ...signed.headers, 'x-amz-meta': String(at) } };
      }
    });
}

/** The status of the answer; 0 when the connection breaks. */
function send(port: string, { method, path, headers, body: content }: Wire): Promise<number> {
  return new Promise((done) => {
    const options = {
      host: '127.0.0.1',
      port,
      method,
      path: path.replace(/[^\x21-\x7e]/g, '_'),
      // Without a host in the headers none is sent.
      setHost: false,
      headers: { ...headers, 'content-length': Buffer.byteLength(content) },
    };
    const sent = request({ ...options, agent: false }, (response) => {
      response.resume();
      response.on('close', () => done(response.statusCode!));
    });
    sent.on('error', () => done(0));
    sent.end(content);
  });
}

/** Bytes that are no HTTP. */
function sendRaw(port: string, bytes: string): Promise<void> {
  return new Promise((done) => {
    const socket = connect(Number(port), '127.0.0.1', () => socket.end(bytes));
    socket.on('error', () => done());
    socket.on('close', () => done());
    socket.resume();
  });
}

/** Sends `count` hostile requests to a console: none is accepted, none breaks it, and it keeps nothing of them but the last refusals. */
export function survives(count: number): void {
  let rum: RunningConsole;
  beforeAll(async () => {
    rum = await startConsole();
  });
  afterAll(() => rum.close());

  it(`of ${count} malformed, oversized, mis-signed, path-traversing and rebinding requests none is accepted`, async () => {
    const { port } = new URL(rum.url);
    const ids = [rum.config.guest.appMonitorId, rum.config.authenticated.appMonitorId];
    const keys = rum.issueCredentials({ monitor: ids[0]! });
    expect(await writeBatch(rum.url, ids[0]!, keys)).toBe(200);
    const signed: Wire = { method: 'POST', ...(await batchRequest(rum.url, ids[0]!, keys)) };
    // What is tampered with is good before.
    expect(await send(port, signed)).toBe(200);
    const memory = (): number => {
      collectGarbage();
      const { heapUsed, external } = process.memoryUsage();
      return heapUsed + external;
    };
    const held = memory();
    const accepted: string[] = [];
    const check = async (wire: Wire): Promise<void> => {
      const status = await send(port, wire);
      // What is open to every app: it answers guests with an identity, and preflights.
      const open =
        wire.path.startsWith('/issuer/') || (wire.path === '/' && wire.method === 'POST') || wire.method === 'OPTIONS';
      if (status < 400 && status !== 0 && !open) accepted.push(`${status} ${wire.method} ${wire.path}`);
      expect(status).toBeLessThan(500);
    };
    const one = fc.oneof(
      { weight: 3, arbitrary: hostile(port, ids) },
      { weight: 1, arbitrary: tampered(signed, ids[1]!, port) },
    );
    const together = fc.array(one, { minLength: AT_ONCE, maxLength: AT_ONCE });
    await fc.assert(
      fc.asyncProperty(together, async (wires) => {
        await Promise.all(wires.map(check));
      }),
      { numRuns: Math.ceil(count / AT_ONCE) },
    );
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (bytes) => {
        await sendRaw(port, bytes);
      }),
      { numRuns: Math.ceil(count / 20) },
    );
    expect(accepted).toEqual([]);
    expect(rum.events()).toHaveLength(2);
    expect(rum.status()).toMatchObject({ faults: 0, memory: { events: 2 } });
    // The last thousand refusals stay; a megabyte of each body would be a gigabyte and more.
    expect(memory() - held).toBeLessThan(150_000_000);
    expect(await writeBatch(rum.url, ids[0]!, keys)).toBe(200);
  });
}
