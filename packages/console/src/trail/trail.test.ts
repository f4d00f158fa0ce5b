import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunningConsole } from '../core/RunningConsole.ts';
import { startConsole } from '../core/startConsole.ts';
import type { ConsoleOptions } from '../options/ConsoleOptions.ts';
import { batch } from '../testing/batch.ts';
import { send } from '../testing/send.ts';
import { signed } from '../testing/signRequest.ts';

const now = Date.parse('2026-11-27T10:05:07.250Z');
let folder: string;
let rum: RunningConsole;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dual-rum-trail-'));
});
afterEach(async () => {
  await rum.close();
  rmSync(folder, { recursive: true, force: true });
});

const start = async (options: ConsoleOptions = {}): Promise<void> => {
  rum = await startConsole({ clock: () => now, data: folder, ...options });
};

const cognito = async (operation: string, input: object): Promise<Record<string, unknown>> => {
  const response = await fetch(rum.identityPoolEndpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityService.${operation}`,
      'user-agent': 'a browser',
    },
    body: JSON.stringify(input),
  });
  return (await response.json()) as Record<string, unknown>;
};

/** Credentials of a user, or of a guest, through the identity pool. */
const signIn = async (subject?: string) => {
  const pool = rum.config.authenticated.identityPoolId!;
  const logins =
    subject === undefined ? {} : { Logins: { [rum.issuer.replace('http://', '')]: await rum.mintToken({ subject }) } };
  const { IdentityId: identity } = await cognito('GetId', { IdentityPoolId: pool, ...logins });
  const { Credentials: given } = (await cognito('GetCredentialsForIdentity', { IdentityId: identity, ...logins })) as {
    Credentials: { AccessKeyId: string; SecretKey: string; SessionToken: string };
  };
  const credentials = {
    accessKeyId: given.AccessKeyId,
    secretAccessKey: given.SecretKey,
    sessionToken: given.SessionToken,
  };
  return { identity: identity as string, credentials };
};

const write = async (
  credentials: Awaited<ReturnType<typeof signIn>>['credentials'],
  state: 'guest' | 'authenticated' = 'authenticated',
) => {
  const id = rum.config[state].appMonitorId;
  const sent = batch(id);
  const headers = { 'user-agent': 'a browser' };
  const wire = await signed({
    url: `${rum.endpoint}/appmonitors/${id}`,
    credentials,
    body: JSON.stringify(sent),
    headers,
    date: new Date(now),
  });
  return { status: (await send(wire)).status, sent };
};

const files = (): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('_CloudTrail_'));
const records = (): Record<string, unknown>[] =>
  files().flatMap((name) => {
    const text = gunzipSync(readFileSync(join(folder, name))).toString('utf8');
    return (JSON.parse(text) as { Records: Record<string, unknown>[] }).Records;
  });

describe('the trail in the data folder', () => {
  it('lies as CloudTrail lays it out, and says who wrote which events', async () => {
    await start();
    const { identity, credentials } = await signIn('alice');
    const { status, sent } = await write(credentials);
    expect(status).toBe(200);
    await rum.close();
    expect(files()).toEqual([
      expect.stringMatching(
        /^trail\/AWSLogs\/123456789012\/CloudTrail\/us-east-1\/2026\/11\/27\/123456789012_CloudTrail_us-east-1_20261127T1005Z_\w{16}\.json\.gz$/,
      ),
    ]);
    const provider = rum.issuer.replace('http://', '');
    expect(records()).toEqual([
      expect.objectContaining({ eventName: 'GetId', responseElements: { identityId: identity } }),
      expect.objectContaining({
        eventName: 'GetCredentialsForIdentity',
        requestParameters: { identityId: identity },
        responseElements: {
          identityId: identity,
          credentials: { accessKeyId: credentials.accessKeyId, expiration: 'Nov 27, 2026, 11:05:07 AM' },
        },
      }),
      expect.objectContaining({
        eventName: 'PutRumEvents',
        eventTime: '2026-11-27T10:05:07Z',
        sourceIPAddress: '127.0.0.1',
        userAgent: 'a browser',
        userIdentity: expect.objectContaining({
          accessKeyId: credentials.accessKeyId,
          sessionContext: expect.objectContaining({
            webIdFederationData: {
              federatedProvider: 'cognito-identity.amazonaws.com',
              attributes: {
                'cognito-identity.amazonaws.com:aud': rum.config.authenticated.identityPoolId,
                'cognito-identity.amazonaws.com:sub': identity,
                'cognito-identity.amazonaws.com:amr': JSON.stringify([
                  'authenticated',
                  provider,
                  `arn:aws:iam::123456789012:oidc-provider/${provider}:OIDC:alice`,
                ]),
              },
            },
          }) as unknown,
        }) as unknown,
        requestParameters: {
          id: rum.config.authenticated.appMonitorId,
          batchId: sent.BatchId,
          userDetails: sent.UserDetails,
          rumEvents: [
            {
              id: sent.RumEvents[0]!.id,
              timestamp: 'Jan 1, 2026, 12:00:00 AM',
              type: 'com.amazon.rum.page_view_event',
              metadata: '{}',
              details: '{}',
            },
          ],
        },
        resources: [
          expect.objectContaining({
            type: 'AWS::RUM::AppMonitor',
            ARN: 'arn:aws:rum:us-east-1:123456789012:appmonitor/DualRum_Authenticated',
          }),
        ],
      }),
    ]);
    const text = JSON.stringify(records());
    for (const secret of [credentials.secretAccessKey, credentials.sessionToken]) expect(text).not.toContain(secret);
    expect(text).not.toContain('eyJ');
  });

  it('has refused writes of guests to the app monitor of users, and nothing of their own unless asked', async () => {
    await start();
    const guest = await signIn();
    expect((await write(guest.credentials)).status).toBe(403);
    expect((await write(guest.credentials, 'guest')).status).toBe(200);
    await rum.close();
    expect(records().filter(({ eventName }) => eventName === 'PutRumEvents')).toEqual([
      expect.objectContaining({ errorCode: 'AccessDenied' }),
    ]);
    await start({ trailGuests: true });
    await write((await signIn()).credentials, 'guest');
    await rum.close();
    expect(records().filter(({ eventName }) => eventName === 'PutRumEvents')).toHaveLength(2);
  });

  it('is asked with what came before a restart, and forgotten with all the rest', async () => {
    await start();
    await write((await signIn('alice')).credentials);
    await rum.close();
    await start();
    await write((await signIn('bob')).credentials);
    const answer = async () =>
      ((await (await fetch(`${rum.url}/_query/verdict`)).json()) as { rows: Record<string, unknown>[] }).rows;
    const subjects = async () => (await answer()).map((row) => row['subjects']).sort();
    expect(await subjects()).toEqual(['alice', 'bob']);
    await write((await signIn('carol')).credentials);
    expect(await subjects()).toEqual(['alice', 'bob', 'carol']);
    await rum.reset();
    expect(await answer()).toEqual([]);
    expect(files()).toEqual([]);
  });

  it('is kept as long as events are', async () => {
    await start();
    await write((await signIn('alice')).credentials);
    await rum.close();
    expect(files()).toHaveLength(1);
    await start({ clock: () => now + 3 * 24 * 3600 * 1000, maxDays: 2 });
    expect(files()).toEqual([]);
  });
});

it('is in memory when there is no data folder, and no larger than the events that are kept, however often it is asked', async () => {
  let at = now;
  rum = await startConsole({ clock: () => at, maxEvents: 20 });
  const { credentials } = await signIn('alice');
  const rows = async () =>
    ((await (await fetch(`${rum.url}/_query/verdict`)).json()) as { rows: { writes: number }[] }).rows;
  const writeSome = async (times: number): Promise<void> => {
    for (let sent = 0; sent < times; sent += 1) {
      at += 1000;
      expect((await write(credentials)).status).toBe(200);
    }
  };
  await writeSome(1);
  // Without identity events nobody signed in.
  expect(await rows()).toEqual([
    expect.objectContaining({ verdict: 'unexplained', subjects: 'alice', addresses: '127.0.0.1', writes: 1 }),
  ]);
  await writeSome(12);
  await rows();
  await writeSome(5);
  // Each write is a record and the id of its event.
  expect((await rows()).reduce((sum, { writes }) => sum + writes, 0)).toBe(10);
});
