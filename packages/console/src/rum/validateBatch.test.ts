import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RunningConsole } from '../core/RunningConsole.ts';
import { startConsole } from '../core/startConsole.ts';
import { batch, event } from '../testing/batch.ts';
import { send } from '../testing/send.ts';
import { signed } from '../testing/signRequest.ts';
import { validateBatch } from './validateBatch.ts';

let rum: RunningConsole;
let id: string;

beforeAll(async () => {
  rum = await startConsole({ maxBodyBytes: 4096 });
  id = rum.config.guest.appMonitorId;
});
afterAll(() => rum.close());
beforeEach(() => rum.reset());

async function put(body: string | Buffer, headers: Record<string, string> = {}) {
  const credentials = rum.issueCredentials({ monitor: id });
  return send(await signed({ url: `${rum.endpoint}/appmonitors/${id}`, credentials, body, headers }));
}

const uuid = '36 characters';
const first = (changes: object) => ({ RumEvents: [{ ...event('http'), ...changes }] });

describe('a body that breaks the service model gets 400 naming the field', () => {
  it.each<[string, object, string]>([
    ['BatchId', { BatchId: 'batch-1' }, uuid],
    ['BatchId', { BatchId: undefined }, 'missing'],
    ['AppMonitorDetails', { AppMonitorDetails: [] }, 'a JSON object'],
    ['AppMonitorDetails.version', { AppMonitorDetails: { version: 1 } }, 'a text'],
    ['AppMonitorDetails.id', { AppMonitorDetails: { id: '11111111-1111-1111-1111-111111111111' } }, 'must be the same'],
    ['UserDetails', { UserDetails: undefined }, 'missing'],
    ['UserDetails.userId', { UserDetails: { userId: 'alice@example.com' } }, uuid],
    ['UserDetails.sessionId', { UserDetails: { sessionId: '' } }, uuid],
    ['RumEvents', { RumEvents: {} }, 'a list'],
    ['RumEvents[0]', { RumEvents: [null] }, 'a JSON object'],
    ['RumEvents[0].id', first({ id: '1' }), uuid],
    ['RumEvents[0].timestamp', first({ timestamp: '2026-01-01' }), 'a number of seconds'],
    ['RumEvents[0].timestamp', first({ timestamp: Date.now() }), 'not milliseconds'],
    ['RumEvents[0].type', first({ type: '' }), 'a text'],
    ['RumEvents[0].details', first({ details: { pageId: '/' } }), 'JSON.stringify'],
    ['RumEvents[0].details', first({ details: '{' }), 'holds JSON'],
    ['RumEvents[0].metadata', first({ metadata: 'version=1' }), 'holds JSON'],
    ['Alias', { Alias: '' }, '1 to 255'],
    ['SessionMetadata', { SessionMetadata: 'x' }, 'holds JSON'],
  ])('%s', async (path, changes, expected) => {
    const answer = await put(JSON.stringify({ ...batch(id), ...changes }));
    expect(answer).toMatchObject({ status: 400, headers: { 'x-amzn-errortype': 'ValidationException' } });
    expect(answer.body.message).toContain(`${path} is `);
    expect(answer.body.message).toContain(expected);
    expect(rum.events()).toEqual([]);
    expect(rum.refused()).toMatchObject([{ status: 400, role: 'DualRum-Guest' }]);
  });

  it.each([
    ['', /body is empty/],
    ['{"BatchId":', /not JSON/],
    ['[]', /the body is \[\]/],
  ])('a body of "%s"', async (body, message) => {
    const answer = await put(body);
    expect(answer.status).toBe(400);
    expect(answer.body.message).toMatch(message);
  });

  it('a compression other than gzip', async () => {
    expect((await put('x', { 'Content-Encoding': 'br' })).body.message).toContain('"br" is not supported');
  });
});

it('a path that names no UUID gets 400', async () => {
  const credentials = rum.issueCredentials({ monitor: id });
  const answer = await send(await signed({ url: `${rum.endpoint}/appmonitors/shop`, credentials, body: '{}' }));
  expect(answer).toMatchObject({ status: 400, body: { __type: 'ValidationException' } });
});

describe('validateBatch', () => {
  const noLimits = { maxBatchEvents: Infinity, strictCustomEvents: false };
  const custom = (type: string, details: object) => ({
    ...batch(id),
    RumEvents: [{ ...event('http'), type, details: JSON.stringify(details) }],
  });

  it('takes a batch of any number of events, or of as many as it is told', () => {
    const three = { ...batch(id), RumEvents: [event('http'), event('http'), event('http')] };
    expect(validateBatch(three, id, noLimits)).toBe(three);
    expect(validateBatch(three, id, { ...noLimits, maxBatchEvents: 3 })).toBe(three);
    expect(() => validateBatch(three, id, { ...noLimits, maxBatchEvents: 2 })).toThrow('RumEvents is a list of 3');
  });

  it.each<[string, string, object, string | undefined]>([
    ['6 KB of details', 'order.placed_1-a', { text: 'x'.repeat(6133) }, undefined],
    ['more than that, in bytes and not in characters', 'order', { text: 'é'.repeat(3100) }, 'details is "6211 bytes"'],
    ['other characters in its type', 'order placed', {}, 'type is "order placed"'],
    ['a type of over 256 characters', 'x'.repeat(257), {}, '1 to 256'],
    ['details that are no object', 'order', ['x'], 'an object of fields'],
    ['a type of the web client and long details', 'com.amazon.rum.js_error_event', { m: 'x'.repeat(9000) }, undefined],
  ])('strict about custom events: %s', (_case, type, details, message) => {
    const body = custom(type, details);
    expect(validateBatch(body, id, noLimits)).toBe(body);
    const strictly = () => validateBatch(body, id, { ...noLimits, strictCustomEvents: true });
    if (message === undefined) expect(strictly()).toBe(body);
    else expect(strictly).toThrow(message);
  });
});

describe('size', () => {
  it('over the limit gets 413 naming the limit, and is listed', async () => {
    const answer = await put('x'.repeat(4097));
    expect(answer).toMatchObject({ status: 413, body: { message: expect.stringContaining('at most 4096') as string } });
    expect(rum.refused()).toMatchObject([{ status: 413 }]);
  });

  it('counts after decompression too', async () => {
    const bomb = gzipSync('x'.repeat(1_000_000));
    expect(bomb.length).toBeLessThan(4096);
    expect(await put(bomb, { 'Content-Encoding': 'gzip' })).toMatchObject({ status: 413 });
  });
});

it('does not tell those without permission what is wrong with their body', async () => {
  const credentials = rum.issueCredentials({ role: 'DualRum-Authenticated' });
  const url = `${rum.endpoint}/appmonitors/${id}`;
  expect(await send(await signed({ url, credentials, body: '{' }))).toMatchObject({ status: 403 });
});
