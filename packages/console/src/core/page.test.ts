import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PutRumEventsRequest } from '../store/PutRumEventsRequest.ts';
import { batch, event } from '../testing/batch.ts';
import { send } from '../testing/send.ts';
import { signed } from '../testing/signRequest.ts';
import type { RunningConsole } from './RunningConsole.ts';
import { startConsole } from './startConsole.ts';

/* What the page asks of the console, and who else may. */

let rum: RunningConsole;
beforeAll(async () => {
  rum = await startConsole({ maxEvents: 50 });
});
afterAll(() => rum.close());
beforeEach(async () => {
  rum.clearFaults();
  await rum.reset();
});

async function put(changes: Partial<PutRumEventsRequest> = {}, state: 'guest' | 'authenticated' = 'guest') {
  const id = rum.config[state].appMonitorId;
  const body = JSON.stringify(batch(id, changes));
  const credentials = rum.issueCredentials({ monitor: id });
  expect((await send(await signed({ url: `${rum.endpoint}/appmonitors/${id}`, credentials, body }))).status).toBe(200);
}
const get = async (path: string) => {
  const response = await fetch(`${rum.url}${path}`);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const rowsOf = async (query: string) => (await get(`/_query/${query}`)).body['rows'] as Record<string, unknown>[];

/** The status and headers of an answer; unlike fetch, it may send any Host. */
function ask(path: string, headers: Record<string, string>, method = 'GET') {
  return new Promise<{ status: number; headers: Record<string, unknown> }>((done, fail) => {
    const { hostname, port } = new URL(rum.url);
    const sent = request({ hostname, port, path, method, headers, agent: false }, (response) => {
      response.destroy();
      done({ status: response.statusCode!, headers: response.headers });
    });
    sent.on('error', fail);
    sent.end();
  });
}

describe('what the console holds', () => {
  const paths = ['/', '/_events', '/_status', '/_query/sessions', '/_live', '/_faults', '/_config'];

  it.each(paths)('is kept from other sites and names: %s', async (path) => {
    const { host } = new URL(rum.url);
    for (const headers of [
      { host, origin: 'https://shop.example' },
      { host, 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors' },
      { host: `evil.example:${new URL(rum.url).port}` },
    ]) {
      const answer = await ask(path, headers);
      expect(answer.status).toBe(403);
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    }
    expect((await ask(path, { host, origin: rum.url })).status).toBe(200);
  });

  it('is not changed by other sites, preflights included', async () => {
    await put();
    const { host } = new URL(rum.url);
    const origin = 'https://shop.example';
    for (const [method, path] of [
      ['POST', '/_reset'],
      ['DELETE', '/_faults'],
      ['POST', '/_faults'],
    ] as const) {
      expect((await ask(path, { host, origin }, method)).status).toBe(403);
      const preflight = { host, origin, 'access-control-request-method': method };
      const answer = await ask(path, preflight, 'OPTIONS');
      expect(answer.status).toBe(403);
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    }
    expect(rum.events()).toHaveLength(1);
  });

  it('comes with a policy that runs the own files of the page alone', async () => {
    const { headers } = await ask('/', { host: new URL(rum.url).host, accept: 'text/html' });
    expect(headers['content-type']).toContain('text/html');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers).toMatchObject({
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    });
  });
});

describe('questions', () => {
  it('see what was accepted before them, each event once, and nothing after a reset', async () => {
    const RumEvents = [event('page_view', 100, { pageId: '/' }), event('http', 101)];
    await put({ RumEvents });
    await put({ RumEvents });
    const both = await rowsOf('audiences');
    expect(both).toMatchObject([{ audience: 'guest', page_views: 1 }]);
    await put({}, 'authenticated');
    expect(await rowsOf('audiences')).toMatchObject([{ audience: 'guest' }, { audience: 'signed-in', page_views: 1 }]);
    expect(await rowsOf('audiences?to=1970-01-01T00:01:40Z')).toEqual([]);
    await rum.reset();
    expect(await rowsOf('audiences')).toEqual([]);
  });

  it('see the newest events only, as many as are kept', async () => {
    expect(await rowsOf('sessions')).toEqual([]);
    for (let round = 0; round < 3; round += 1) {
      await put({ RumEvents: Array.from({ length: 40 }, () => event('http')) });
    }
    const [row, ...more] = await rowsOf('writers');
    expect(more).toEqual([]);
    expect(row!['events']).toBe(50);
  });

  it('are refused with what is wrong', async () => {
    expect(await get('/_query/nothing')).toMatchObject({
      status: 404,
      body: { message: expect.stringContaining('there are overview, ') as string },
    });
    expect(await get('/_query/sessions?color=red')).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('takes no "color"; it takes from, to') as string },
    });
    for (const query of [
      'overview?bucket=eon',
      'sessions?limit=-1',
      'sessions?from=yesterday',
      'sessions?limit=1;DROP TABLE x',
      'session-timeline',
    ]) {
      expect((await get(`/_query/${query}`)).status).toBe(400);
    }
  });
});

it('the stream tells of batches, refused writes, faults and resets', async () => {
  const { host } = new URL(rum.url);
  const told: string[] = [];
  const response = await fetch(`${rum.url}/_live`, { headers: { host } });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  await put();
  await fetch(`${rum.url}/appmonitors/${rum.config.guest.appMonitorId}`, { method: 'POST', body: '{}' });
  const undo = rum.addFault({ kind: 'status', status: 500 });
  undo();
  await rum.reset();
  let all = '';
  while (!all.includes('event: reset')) all += (await reader.read()).value ?? '';
  await reader.cancel();
  for (const [, name, data] of all.matchAll(/event: (\w+)\ndata: (.*)\n\n/g)) {
    const value = JSON.parse(data!) as unknown;
    told.push(`${name} ${Array.isArray(value) ? value.length : ''}`.trim());
  }
  expect(told).toEqual(['batch 1', 'refused', 'faults 1', 'faults 0', 'reset']);
});

it('one fault of several is taken back by its id', async () => {
  rum.addFault({ kind: 'latency', ms: 1 });
  rum.addFault({ kind: 'offline' });
  const faults = (await get('/_faults')).body as unknown as { id: number; kind: string }[];
  const remove = () => fetch(`${rum.url}/_faults/${faults[0]!.id}`, { method: 'DELETE' });
  expect((await remove()).status).toBe(200);
  expect((await get('/_faults')).body).toMatchObject([{ kind: 'offline' }]);
  expect((await remove()).status).toBe(404);
});

it('the sessions of a user are known by the credentials of the identity pool', async () => {
  const identity = async (operation: string, input: object) => {
    const headers = { 'x-amz-target': `AWSCognitoIdentityService.${operation}` };
    const response = await fetch(rum.url, { method: 'POST', headers, body: JSON.stringify(input) });
    return (await response.json()) as Record<string, Record<string, string>>;
  };
  const Logins = { [rum.issuer.replace('http://', '')]: await rum.mintToken({ subject: 'auth0|ada' }) };
  const IdentityPoolId = rum.config.authenticated.identityPoolId;
  const { IdentityId } = await identity('GetId', { IdentityPoolId, Logins });
  const { Credentials } = await identity('GetCredentialsForIdentity', { IdentityId, Logins });
  const { AccessKeyId, SecretKey, SessionToken } = Credentials!;
  const credentials = { accessKeyId: AccessKeyId!, secretAccessKey: SecretKey!, sessionToken: SessionToken! };
  const id = rum.config.authenticated.appMonitorId;
  const sent = batch(id);
  await send(await signed({ url: `${rum.endpoint}/appmonitors/${id}`, credentials, body: JSON.stringify(sent) }));
  expect((await get('/_subjects')).body).toMatchObject([
    { subject: 'auth0|ada', monitor: 'DualRum_Authenticated', sessionId: sent.UserDetails.sessionId, events: 1 },
  ]);
});
