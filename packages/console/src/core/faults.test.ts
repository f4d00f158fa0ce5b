import { gzipSync } from 'node:zlib';
import { CognitoIdentityClient, GetIdCommand } from '@aws-sdk/client-cognito-identity';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RunningConsole } from './RunningConsole.ts';
import { startConsole } from './startConsole.ts';
import { batch, event } from '../testing/batch.ts';
import { send } from '../testing/send.ts';
import { signed } from '../testing/signRequest.ts';

let rum: RunningConsole;
beforeAll(async () => {
  rum = await startConsole();
});
afterAll(() => rum.close());
afterEach(async () => {
  rum.clearFaults();
  await rum.reset();
});

async function put(state: 'guest' | 'authenticated' = 'guest') {
  const id = rum.config[state].appMonitorId;
  const credentials = rum.issueCredentials({ monitor: id });
  return send(await signed({ url: `${rum.endpoint}/appmonitors/${id}`, credentials, body: JSON.stringify(batch(id)) }));
}
const preflight = () =>
  fetch(`${rum.endpoint}/appmonitors/${rum.config.guest.appMonitorId}`, {
    method: 'OPTIONS',
    headers: { origin: 'http://localhost', 'access-control-request-method': 'POST' },
  });
const overHttp = (method: string, body?: unknown) =>
  fetch(`${rum.url}/_faults`, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });

describe('a fault', () => {
  it('of kind status answers without storing, as often as it is told to', async () => {
    rum.addFault({ kind: 'status', status: 429, retryAfter: 2, times: 2 });
    expect(await put()).toMatchObject({
      status: 429,
      headers: { 'retry-after': '2', 'x-amzn-errortype': 'ThrottlingException' },
    });
    expect((await preflight()).status).toBe(204);
    expect(await put()).toMatchObject({ status: 429 });
    expect(rum.events()).toEqual([]);
    expect(rum.refused()).toEqual([]);
    expect(await put()).toMatchObject({ status: 200 });
  });

  it.each([
    [403, 'AccessDeniedException'],
    [404, 'ResourceNotFoundException'],
    [500, 'InternalServerException'],
    [503, 'InternalServerException'],
  ])('of status %i is named %s', async (status, type) => {
    rum.addFault({ kind: 'status', status, message: 'on purpose' });
    expect(await put()).toMatchObject({ status, body: { __type: type, message: 'on purpose' } });
  });

  it('of kind latency delays and then does the work, together with another', async () => {
    rum.addFault({ kind: 'latency', ms: 150 });
    const undo = rum.addFault({ kind: 'status', status: 500 });
    const started = performance.now();
    expect(await put()).toMatchObject({ status: 500 });
    undo();
    expect(await put()).toMatchObject({ status: 200 });
    expect(performance.now() - started).toBeGreaterThan(290);
  });

  it('of kind drop-before breaks the connection and stores nothing', async () => {
    rum.addFault({ kind: 'drop-before' });
    await expect(put()).rejects.toThrow(/hang up|ECONNRESET/);
    expect(rum.events()).toEqual([]);
    expect((await preflight()).status).toBe(204);
  });

  it('of kind drop-after stores and then breaks the connection', async () => {
    rum.addFault({ kind: 'drop-after', times: 1 });
    await expect(put()).rejects.toThrow(/hang up|ECONNRESET/);
    expect(rum.events()).toHaveLength(1);
    expect(await put()).toMatchObject({ status: 200 });
  });

  it('of kind drop-mid-request breaks the connection before the body is complete, and stores nothing', async () => {
    rum.addFault({ kind: 'drop-mid-request', times: 1 });
    await expect(put()).rejects.toThrow(/hang up|ECONNRESET|EPIPE/);
    expect(rum.events()).toEqual([]);
    expect((await preflight()).status).toBe(204);
    expect(await put()).toMatchObject({ status: 200 });
  });

  it('of kind drop-mid-answer does the work, and breaks the connection in the middle of the answer', async () => {
    rum.addFault({ kind: 'drop-mid-answer', target: 'identity', operation: 'GetId', times: 1 });
    const getId = () =>
      fetch(rum.identityPoolEndpoint, {
        method: 'POST',
        headers: { 'x-amz-target': 'AWSCognitoIdentityService.GetId' },
        body: JSON.stringify({ IdentityPoolId: rum.config.guest.identityPoolId }),
      });
    const { guests } = rum.status().identities;
    const answer = await getId();
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow();
    expect(rum.status().identities.guests).toBe(guests + 1);
    expect(await (await getId()).json()).toMatchObject({ IdentityId: expect.any(String) as string });
  });

  it('lets through as many requests as it is told to skip, then hits as many as it is told to', async () => {
    rum.addFault({ kind: 'status', status: 500, skip: 1, times: 2 });
    const statuses: number[] = [];
    for (let count = 0; count < 4; count++) statuses.push((await put()).status);
    expect(statuses).toEqual([200, 500, 500, 200]);
  });

  it('of kind status answers with the exception it is given', async () => {
    rum.addFault({ kind: 'status', status: 400, type: 'LimitExceededException', target: 'identity' });
    const answer = await fetch(rum.identityPoolEndpoint, { method: 'POST', body: '{}' });
    expect(answer.headers.get('x-amzn-errortype')).toBe('LimitExceededException');
  });

  it('refuses a batch by its size, its number of events or what it contains, gzipped or not', async () => {
    const id = rum.config.guest.appMonitorId;
    const putBatch = async (count: number, text: string) => {
      const RumEvents = Array.from({ length: count }, () => event('js_error', undefined, { message: text }));
      const body = gzipSync(JSON.stringify(batch(id, { RumEvents })));
      const credentials = rum.issueCredentials({ monitor: id });
      const url = `${rum.endpoint}/appmonitors/${id}`;
      return (await send(await signed({ url, credentials, body, headers: { 'Content-Encoding': 'gzip' } }))).status;
    };
    rum.addFault({ kind: 'status', status: 413, overBytes: 100_000 });
    rum.addFault({ kind: 'status', status: 400, overEvents: 2 });
    rum.addFault({ kind: 'status', status: 403, containing: 'poison' });
    expect(await putBatch(1, 'x'.repeat(100_000))).toBe(413);
    expect(await putBatch(3, 'fine')).toBe(400);
    expect(await putBatch(1, 'poison')).toBe(403);
    expect(await putBatch(2, 'x'.repeat(1000))).toBe(200);
    expect(rum.events()).toHaveLength(2);
  });

  it('makes one operation of the identity pool slow, or refuse the one call after the first', async () => {
    const ask = async (operation: string, body: object) => {
      const started = performance.now();
      const headers = { 'x-amz-target': `AWSCognitoIdentityService.${operation}` };
      const answer = await fetch(rum.identityPoolEndpoint, { method: 'POST', headers, body: JSON.stringify(body) });
      const value = (await answer.json()) as { IdentityId: string };
      return { ...value, status: answer.status, took: performance.now() - started };
    };
    const pool = { IdentityPoolId: rum.config.guest.identityPoolId };
    rum.addFault({ kind: 'latency', ms: 200, target: 'identity', operation: 'GetCredentialsForIdentity', times: 1 });
    rum.addFault({ kind: 'status', status: 429, target: 'identity', operation: 'GetId', skip: 1, times: 1 });
    const { IdentityId } = await ask('GetId', pool);
    const slow = await ask('GetCredentialsForIdentity', { IdentityId });
    expect(slow.status).toBe(200);
    expect(slow.took).toBeGreaterThan(190);
    expect((await ask('GetId', pool)).status).toBe(429);
    expect((await ask('GetId', pool)).status).toBe(200);
  });

  it('of kind offline breaks preflights too, and never the console’s own pages', async () => {
    const undo = rum.addFault({ kind: 'offline' });
    await expect(put()).rejects.toThrow(/hang up|ECONNRESET/);
    await expect(preflight()).rejects.toThrow();
    expect((await fetch(`${rum.url}/_status`)).status).toBe(200);
    expect(await rum.mintToken({ subject: 'a' })).toContain('.');
    undo();
    expect(await put()).toMatchObject({ status: 200 });
  });

  it('hits one app monitor when told so, by id or by name', async () => {
    rum.addFault({ kind: 'status', status: 500, monitor: 'DualRum_Authenticated' });
    expect(await put('authenticated')).toMatchObject({ status: 500 });
    expect(await put('guest')).toMatchObject({ status: 200 });
    rum.clearFaults();
    rum.addFault({ kind: 'status', status: 500, monitor: rum.config.guest.appMonitorId });
    expect(await put('authenticated')).toMatchObject({ status: 200 });
    expect(await put('guest')).toMatchObject({ status: 500 });
  });

  it('hits the identity pool or the issuer, one operation or all', async () => {
    const client = new CognitoIdentityClient({
      region: 'us-east-1',
      endpoint: rum.identityPoolEndpoint,
      maxAttempts: 1,
    });
    const getId = () => client.send(new GetIdCommand({ IdentityPoolId: rum.config.guest.identityPoolId! }));
    rum.addFault({ kind: 'status', status: 500, target: 'identity', operation: 'GetCredentialsForIdentity' });
    await getId();
    rum.addFault({ kind: 'status', status: 400, target: 'identity', operation: 'GetId', times: 1 });
    await expect(getId()).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    await getId();
    client.destroy();
    rum.addFault({ kind: 'status', status: 503, target: 'issuer', operation: 'jwks' });
    expect((await fetch(`${rum.issuer}/.well-known/jwks.json`)).status).toBe(503);
    expect((await fetch(`${rum.issuer}/.well-known/openid-configuration`)).status).toBe(200);
    expect(await put()).toMatchObject({ status: 200 });
  });
});

describe('/_faults', () => {
  it('adds, lists with hits, and clears', async () => {
    const added = await overHttp('POST', { kind: 'status', status: 403, times: 5 });
    expect(added.status).toBe(201);
    await put();
    expect(await (await overHttp('GET')).json()).toEqual([
      { kind: 'status', status: 403, times: 5, id: expect.any(Number) as number, hits: 1 },
    ]);
    await overHttp('DELETE');
    expect(await (await overHttp('GET')).json()).toEqual([]);
    expect(await put()).toMatchObject({ status: 200 });
  });

  it.each([
    [[], /is a JSON object/],
    [{ kind: 'timeout' }, /"kind" is "timeout"; it must be one of status, latency/],
    [{ kind: 'status' }, /"status" is missing; it must be a whole number from 400/],
    [{ kind: 'status', status: 200 }, /"status" is 200/],
    [{ kind: 'latency', ms: '5' }, /"ms" is "5"/],
    [{ kind: 'offline', ms: 5 }, /kind offline has no "ms"/],
    [{ kind: 'offline', times: 0 }, /"times" is 0/],
    [{ kind: 'drop-mid-request', overBytes: 5 }, /kind drop-mid-request has no "overBytes"/],
    [{ kind: 'latency', ms: 5, target: 'identity', overEvents: 1 }, /"overEvents" goes with target rum/],
    [{ kind: 'offline', target: 's3' }, /"target" is "s3"; it must be one of rum, identity, issuer/],
    [{ kind: 'offline', target: 'identity', monitor: 'A' }, /goes with target rum/],
  ])('refuses %j', async (fault, message) => {
    const answer = await overHttp('POST', fault);
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as { message: string }).message).toMatch(message);
    expect(rum.status().faults).toBe(0);
    expect(() => rum.addFault(fault as never)).toThrow(message);
  });
});
