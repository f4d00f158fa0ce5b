import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PutRumEventsRequest } from '../store/PutRumEventsRequest.ts';
import type { RunningConsole } from './RunningConsole.ts';
import { startConsole } from './startConsole.ts';
import { batch, event } from '../testing/batch.ts';
import { send } from '../testing/send.ts';
import { signed } from '../testing/signRequest.ts';

let rum: RunningConsole;
beforeAll(async () => {
  rum = await startConsole({ maxEvents: 20 });
});
afterAll(() => rum.close());
beforeEach(() => rum.reset());

async function put(state: 'guest' | 'authenticated', changes: Partial<PutRumEventsRequest>) {
  const id = rum.config[state].appMonitorId;
  const credentials = rum.issueCredentials({ monitor: id });
  const body = JSON.stringify(batch(id, changes));
  const answer = await send(await signed({ url: `${rum.endpoint}/appmonitors/${id}`, credentials, body }));
  expect(answer.status).toBe(200);
}
const get = async (path: string) => (await fetch(`${rum.url}${path}`)).json() as Promise<unknown>;
const page = (pageId: string, timestamp: number, interaction?: number) =>
  event('page_view', timestamp, { pageId, ...(interaction === undefined ? {} : { interaction }) });

describe('journeys', () => {
  it('are page sequences per monitor and session, by event time and then arrival', async () => {
    const user = { userId: randomUUID(), sessionId: randomUUID() };
    const earlier = { userId: randomUUID(), sessionId: randomUUID() };
    await put('guest', {
      UserDetails: user,
      RumEvents: [page('/cart', 130, 2), event('http', 131), event('js_error', 140)],
    });
    await put('guest', {
      UserDetails: user,
      RumEvents: [page('/', 100, 0), page('/a', 110), page('/b', 110), event('session_start', 100)],
    });
    await put('guest', { UserDetails: earlier, RumEvents: [page('/early', 50)] });
    await put('authenticated', { UserDetails: user, RumEvents: [page('/account', 150, 0)] });

    expect(rum.journeys()).toEqual({
      monitors: [
        {
          id: rum.config.guest.appMonitorId,
          name: 'DualRum_Unauthenticated',
          state: 'guest',
          sessions: [
            expect.objectContaining({ ...earlier, pages: [{ pageId: '/early', at: 50_000 }], sessionStarts: 0 }),
            {
              ...user,
              startedAt: 100_000,
              lastEventAt: 140_000,
              sessionStarts: 1,
              events: 7,
              pages: [
                { pageId: '/', at: 100_000, interaction: 0 },
                { pageId: '/a', at: 110_000 },
                { pageId: '/b', at: 110_000 },
                { pageId: '/cart', at: 130_000, interaction: 2 },
              ],
              roles: ['DualRum-Guest'],
              errors: 1,
              http: 1,
            },
          ],
        },
        {
          id: rum.config.authenticated.appMonitorId,
          name: 'DualRum_Authenticated',
          state: 'authenticated',
          sessions: [
            expect.objectContaining({ ...user, pages: [{ pageId: '/account', at: 150_000, interaction: 0 }] }),
          ],
        },
      ],
      refused: [],
    });
    expect(await get('/_journeys')).toEqual(rum.journeys());
  });
});

describe('what is stored', () => {
  it('is listed by monitor and type', async () => {
    await put('guest', { RumEvents: [page('/', 1), event('http', 2)] });
    await put('authenticated', { RumEvents: [event('http', 3)] });
    const times = (events: unknown) => (events as { timestamp: number }[]).map(({ timestamp }) => timestamp);
    expect(times(await get('/_events'))).toEqual([1, 2, 3]);
    expect(times(await get('/_events?type=http'))).toEqual([2, 3]);
    expect(times(await get(`/_events?monitor=DualRum_Authenticated&type=com.amazon.rum.http_event`))).toEqual([3]);
    expect(times(await get(`/_events?monitor=${rum.config.guest.appMonitorId}`))).toEqual([1, 2]);
    expect(await get('/_events?kind=http')).toMatchObject({
      message: expect.stringContaining('no filter "kind"') as string,
    });
  });

  it('is counted both ways: every copy that arrived, and once per event id', async () => {
    const RumEvents = [event('http', 1), event('http', 2)];
    await put('guest', { RumEvents });
    await put('guest', { RumEvents });
    expect(rum.events()).toHaveLength(4);
    expect(rum.events({ copies: 'first' }).map(({ timestamp }) => timestamp)).toEqual([1, 2]);
    expect(await get('/_events?copies=first')).toEqual(rum.events({ copies: 'first' }));
    expect(await get('/_events?copies=last')).toMatchObject({
      message: expect.stringContaining('it must be all or first') as string,
    });
    expect(rum.status()).toMatchObject({
      monitors: [
        { events: 4, distinctEvents: 2 },
        { events: 0, distinctEvents: 0 },
      ],
      duplicates: { count: 2 },
    });
  });

  it('is bounded: the oldest batches go, and the status says so', async () => {
    const many = () => Array.from({ length: 8 }, (_, index) => event('http', index));
    const first = many();
    await put('guest', { RumEvents: first });
    await put('guest', { RumEvents: many() });
    await put('guest', { RumEvents: many() });
    expect(rum.status().memory).toEqual({ events: 16, maxEvents: 20, evicted: 8 });
    await put('guest', { RumEvents: first.slice(0, 1) });
    expect(rum.status().duplicates.count).toBe(0);
  });

  it('is counted per monitor, and forgotten on reset', async () => {
    await put('guest', { RumEvents: [page('/', 1), event('http', 2)] });
    const unsigned = await fetch(`${rum.endpoint}/appmonitors/${rum.config.authenticated.appMonitorId}`, {
      method: 'POST',
      body: '{}',
    });
    expect(unsigned.status).toBe(403);
    expect(await get('/_status')).toMatchObject({
      monitors: [
        { name: 'DualRum_Unauthenticated', batches: 1, events: 2, sessions: 1, refused: 0 },
        { name: 'DualRum_Authenticated', batches: 0, events: 0, sessions: 0, refused: 1 },
      ],
      refused: 1,
    });
    expect(await get('/_refused')).toMatchObject([{ monitor: 'DualRum_Authenticated', status: 403 }]);

    const credentials = rum.issueCredentials({ role: 'DualRum-Guest' });
    await fetch(`${rum.url}/_reset`, { method: 'POST' });
    expect(rum.events()).toEqual([]);
    expect(rum.refused()).toEqual([]);
    expect(rum.status()).toMatchObject({ refused: 0, duplicates: { count: 0 }, memory: { events: 0 } });
    const id = rum.config.guest.appMonitorId;
    const wire = await signed({
      url: `${rum.endpoint}/appmonitors/${id}`,
      credentials,
      body: JSON.stringify(batch(id)),
    });
    expect((await send(wire)).status).toBe(200);
  });
});

describe('the HTTP side', () => {
  it('lets any page in: preflight with any header, answers and errors readable', async () => {
    const url = `${rum.endpoint}/appmonitors/${rum.config.guest.appMonitorId}`;
    const asked = 'authorization,content-encoding,content-type,x-amz-content-sha256,x-amz-date,x-amz-security-token';
    const preflight = await fetch(url, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://shop.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': asked,
        'access-control-request-private-network': 'true',
      },
    });
    expect(preflight.status).toBe(204);
    expect(Object.fromEntries(preflight.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-headers': asked,
      'access-control-allow-methods': expect.stringContaining('POST') as string,
      'access-control-allow-private-network': 'true',
      'access-control-max-age': '7200',
    });
    const refused = await fetch(url, { method: 'POST', body: '{}', headers: { origin: 'https://shop.example' } });
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');
    expect(refused.headers.get('access-control-expose-headers')).toBe(
      'Date, Retry-After, x-amzn-errortype, x-amzn-requestid',
    );
  });

  it('does not let a browser reuse a connection, which would make it resend what a fault dropped', async () => {
    const connection = async (headers: Record<string, string>) =>
      (await fetch(`${rum.issuer}/.well-known/jwks.json`, { headers })).headers.get('connection');
    expect(await connection({ origin: 'https://shop.example' })).toBe('close');
    expect(await connection({})).toBe('keep-alive');
  });

  it('gives a browser app its configuration', async () => {
    expect(await get('/_config')).toEqual({
      region: 'us-east-1',
      endpoint: rum.url,
      identityPoolEndpoint: rum.url,
      issuer: `${rum.url}/issuer`,
      clientId: 'dual-rum',
      guest: rum.config.guest,
      authenticated: rum.config.authenticated,
    });
    expect(rum.config.guest.identityPoolId).toBe(rum.config.authenticated.identityPoolId);
  });

  it('says what there is when there is nothing, or not that way', async () => {
    expect((await fetch(`${rum.url}/_nothing`)).status).toBe(404);
    expect((await fetch(`${rum.endpoint}/appmonitors/x`)).status).toBe(405);
    expect((await fetch(`${rum.issuer}/token`)).status).toBe(405);
    expect(await get('/')).toMatchObject({ endpoints: expect.arrayContaining(['GET /_journeys']) as string[] });
  });
});
