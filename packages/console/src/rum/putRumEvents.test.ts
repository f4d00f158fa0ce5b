import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startConsole } from '../core/startConsole.ts';
import type { RunningConsole } from '../core/RunningConsole.ts';
import { batch } from '../testing/batch.ts';
import { presigned, signed, type Signing } from '../testing/signRequest.ts';
import { send } from '../testing/send.ts';

const aliasPolicy = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow' as const,
      Principal: '*' as const,
      Action: 'rum:PutRumEvents',
      Resource: 'arn:aws:rum:us-east-1:123456789012:appmonitor/Open',
      Condition: { StringEquals: { 'rum:alias': ['shop', 'shop-beta'] } },
    },
  ],
};
const openId = '11111111-2222-3333-4444-555555555555';
const lockedId = '66666666-2222-3333-4444-555555555555';

let rum: RunningConsole;
let guestId: string;
let usersId: string;

beforeAll(async () => {
  rum = await startConsole({
    appMonitors: [
      { name: 'Guests', state: 'guest' },
      { name: 'Users', state: 'authenticated' },
      { name: 'Open', id: openId, resourcePolicy: aliasPolicy },
      {
        name: 'Locked',
        id: lockedId,
        state: 'authenticated',
        resourcePolicy: {
          Statement: {
            Effect: 'Deny',
            Principal: '*',
            Action: 'rum:*',
            Resource: '*',
            Condition: { StringNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/Nobody' } },
          },
        },
      },
    ],
  });
  guestId = rum.config.guest.appMonitorId;
  usersId = rum.config.authenticated.appMonitorId;
});
afterAll(() => rum.close());
beforeEach(() => rum.reset());

const guest = (expiresInSeconds = 60) => rum.issueCredentials({ role: 'DualRum-Guest', expiresInSeconds });
const toGuests = (changes: Partial<Signing> = {}): Signing => ({
  url: `${rum.endpoint}/appmonitors/${guestId}`,
  credentials: guest(),
  body: JSON.stringify(batch(guestId)),
  ...changes,
});
const minutes = (count: number) => new Date(Date.now() + count * 60_000);

describe.each([
  ['in the header', signed, 'fetch'],
  ['in the query', presigned, 'beacon'],
] as const)('a request signed %s', (_, sign, transport) => {
  it('is accepted and stored with what it was signed with', async () => {
    const body = batch(guestId, { SessionMetadata: '{"browserName":"Chrome"}' });
    const credentials = guest();
    const answer = await send(await sign(toGuests({ body: JSON.stringify(body), credentials })));
    expect(answer).toMatchObject({ status: 200, body: {} });
    expect(rum.events()).toEqual([
      {
        monitor: 'Guests',
        monitorId: guestId,
        batchId: body.BatchId,
        appVersion: '1.0.0',
        ...body.UserDetails,
        sessionMetadata: { browserName: 'Chrome' },
        role: 'DualRum-Guest',
        accessKeyId: credentials.accessKeyId,
        transport,
        receivedAt: expect.closeTo(Date.now(), -4) as number,
        id: body.RumEvents[0]!.id,
        type: 'com.amazon.rum.page_view_event',
        timestamp: 1_767_225_600,
        details: { version: '1.0.0', pageId: '/', interaction: 0 },
        metadata: { version: '1.0.0', pageId: '/' },
      },
    ]);
  });

  interface Case {
    tamper?: boolean;
    expired?: boolean;
    /** Minutes. */
    late?: number;
    part?: Partial<Signing['credentials']>;
    signing?: Partial<Signing>;
  }
  it.each<[string, Case, string, RegExp]>([
    ['the body was changed', { tamper: true }, 'InvalidSignatureException', /body was changed/],
    ['the secret is wrong', { part: { secretAccessKey: 'wrong' } }, 'InvalidSignatureException', /does not match/],
    ['the key is unknown', { part: { accessKeyId: 'ASIA2' } }, 'UnrecognizedClientException', /not issued by this/],
    ['the token is missing', { part: { sessionToken: '' } }, 'UnrecognizedClientException', /token is missing/],
    ['the token is of others', { part: { sessionToken: 'x' } }, 'UnrecognizedClientException', /belongs to other/],
    ['the clock is fast', { late: -6 }, 'InvalidSignatureException', /not yet current/],
    ['the clock is slow', { late: 6 }, 'InvalidSignatureException', /Signature expired/],
    [
      'the region is wrong',
      { signing: { region: 'eu-west-1' } },
      'InvalidSignatureException',
      /'us-east-1', not 'eu-west-1'/,
    ],
    ['the service is wrong', { signing: { service: 's3' } }, 'InvalidSignatureException', /service 'rum', not 's3'/],
    ['the credentials are expired', { expired: true }, 'ExpiredTokenException', /Get new credentials/],
  ])('is refused when %s', async (_case, { tamper, expired, late = 0, part, signing }, type, message) => {
    const credentials = { ...guest(expired ? -1 : 60), ...part };
    const wire = await sign(toGuests({ credentials, date: minutes(-late), ...signing }));
    if (tamper) wire.body = Buffer.from(wire.body.toString().replace('page_view', 'page_fake'));
    const answer = await send(wire);
    expect(answer).toMatchObject({ status: 403, headers: { 'x-amzn-errortype': type }, body: { __type: type } });
    expect(answer.body.message).toMatch(message);
    expect(rum.events()).toEqual([]);
    expect(rum.refused()).toMatchObject([{ monitor: 'Guests', status: 403, type, transport, role: null }]);
  });

  it('is refused with 403 and listed when a guest writes to the signed-in monitor', async () => {
    const url = `${rum.endpoint}/appmonitors/${usersId}`;
    const answer = await send(await sign(toGuests({ url, body: JSON.stringify(batch(usersId)) })));
    expect(answer).toMatchObject({ status: 403, body: { __type: 'AccessDeniedException' } });
    expect(answer.body.message).toContain(
      'rum:PutRumEvents on resource: arn:aws:rum:us-east-1:123456789012:appmonitor/Users',
    );
    expect(rum.events()).toEqual([]);
    expect(rum.refused()).toMatchObject([
      { monitor: 'Users', type: 'AccessDeniedException', role: 'DualRum-Guest', transport },
    ]);
  });

  it('is accepted with a trailing slash, gzipped, four minutes late', async () => {
    const headers = { 'Content-Encoding': 'gzip' };
    const body = gzipSync(JSON.stringify(batch(guestId)));
    const url = `${rum.endpoint}/appmonitors/${guestId}/`;
    const late = { date: minutes(-4), expiresIn: 300 };
    expect(await send(await sign(toGuests({ url, headers, body, ...late })))).toMatchObject({ status: 200 });
    expect(rum.events()).toHaveLength(1);
  });

  it('gets 404 for an app monitor that does not exist', async () => {
    const answer = await send(await sign(toGuests({ url: `${rum.endpoint}/appmonitors/${randomUUID()}` })));
    expect(answer).toMatchObject({ status: 404, body: { __type: 'ResourceNotFoundException' } });
    expect(answer.body.message).toContain(guestId);
  });

  it('gets 400 for a body that says gzip and is not', async () => {
    const answer = await send(await sign(toGuests({ headers: { 'Content-Encoding': 'gzip' }, body: 'not gzip' })));
    expect(answer).toMatchObject({ status: 400, body: { __type: 'ValidationException' } });
    expect(answer.body.message).toContain('does not decompress');
  });

  it('is never accepted with any byte of its body changed', async () => {
    const wire = await sign(toGuests());
    const change = fc.record({ at: fc.nat(wire.body.length - 1), xor: fc.integer({ min: 1, max: 255 }) });
    await fc.assert(
      fc.asyncProperty(change, async ({ at, xor }) => {
        const body = Buffer.from(wire.body);
        body[at]! ^= xor;
        expect(await send({ ...wire, body })).toMatchObject({
          status: 403,
          body: { __type: 'InvalidSignatureException' },
        });
      }),
      { numRuns: 60 },
    );
    expect(rum.events()).toEqual([]);
  });
});

it('is never accepted with any byte of a presigned query changed', async () => {
  const wire = await presigned(toGuests());
  const start = wire.path.indexOf('?') + 1;
  const meaning = (path: string) => {
    try {
      return path.slice(start).split('&').map(decodeURIComponent).join('&');
    } catch {
      return null;
    }
  };
  const change = fc.record({
    at: fc.integer({ min: start, max: wire.path.length - 1 }),
    to: fc.constantFrom(...'ABCabc0189-_.~%&=+/!*:;@,?'.split('')),
  });
  await fc.assert(
    fc.asyncProperty(change, async ({ at, to }) => {
      const path = wire.path.slice(0, at) + to + wire.path.slice(at + 1);
      // %2f and %2F, or ~ and %7E, are two spellings of one query.
      fc.pre(meaning(path) !== meaning(wire.path));
      const { status } = await send({ ...wire, path });
      expect([400, 403]).toContain(status);
    }),
    { numRuns: 150 },
  );
  expect(rum.events()).toEqual([]);
});

describe('what a signature covers', () => {
  it('is host, every x-amz header, and one place only', async () => {
    const wire = await signed(toGuests());
    const added = await send({ ...wire, headers: { ...wire.headers, 'x-amz-meta': '1' } });
    expect(added.body.message).toContain("'x-amz-meta' must be among the SignedHeaders");
    const host = await send({ ...wire, headers: { ...wire.headers, host: 'elsewhere' } });
    expect(host.body).toMatchObject({ __type: 'InvalidSignatureException' });
    const twice = await send({ ...wire, path: `${wire.path}?X-Amz-Algorithm=AWS4-HMAC-SHA256` });
    expect(twice.body.message).toContain('signed twice');
    const query = await send({ ...wire, path: `${wire.path}?debug=1` });
    expect(query.body).toMatchObject({ __type: 'InvalidSignatureException' });
  });

  it('is whatever the client signed, even headers that are usually left out', async () => {
    const { accessKeyId, secretAccessKey, sessionToken } = guest();
    const { host } = new URL(rum.endpoint);
    const body = JSON.stringify(batch(guestId));
    const signer = new SignatureV4({
      credentials: { accessKeyId, secretAccessKey, sessionToken },
      region: 'us-east-1',
      service: 'rum',
      sha256: Sha256,
    });
    const path = `/appmonitors/${guestId}`;
    const headers = { host, 'user-agent': 'probe', 'x-amz-meta': '1', 'content-type': 'application/json' };
    const request = { method: 'POST', protocol: 'http:', hostname: '', path, headers, body };
    const inHeader = await signer.sign(request, { signableHeaders: new Set(['user-agent']) });
    expect(inHeader.headers['authorization']).toContain('user-agent');
    const wire = { url: new URL(rum.endpoint), path, headers: inHeader.headers, body: Buffer.from(body) };
    expect(await send(wire)).toMatchObject({ status: 200 });

    const inQuery = await signer.presign(request, { expiresIn: 60, unhoistableHeaders: new Set(['x-amz-meta']) });
    const query = new URLSearchParams(inQuery.query as Record<string, string>).toString();
    expect(await send({ ...wire, path: `${path}?${query}`, headers })).toMatchObject({ status: 200 });
    expect(rum.events().map(({ transport }) => transport)).toEqual(['fetch', 'beacon']);
  });

  it('cannot be stretched: a presigned request ends when it says', async () => {
    const wire = await presigned(toGuests({ date: minutes(-2), expiresIn: 60 }));
    expect((await send(wire)).body.message).toContain('60 seconds (X-Amz-Expires)');
    const longer = { ...wire, path: wire.path.replace('X-Amz-Expires=60', 'X-Amz-Expires=600') };
    expect((await send(longer)).body.message).toContain('does not match');
  });

  it.each([
    ['Bearer token', /must start with "AWS4-HMAC-SHA256 "/],
    ['AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/rum/aws4_request, Signature=00', /has no SignedHeaders/],
    ['AWS4-HMAC-SHA256 Credential=A/20260101/rum, SignedHeaders=host, Signature=00', /must be <access key id>/],
  ])('is not read from "%s"', async (authorization, message) => {
    const wire = await signed(toGuests());
    const answer = await send({ ...wire, headers: { ...wire.headers, authorization } });
    expect(answer).toMatchObject({ status: 403, body: { __type: 'IncompleteSignatureException' } });
    expect(answer.body.message).toMatch(message);
  });
});

describe('an unsigned request', () => {
  const unsigned = (id: string, alias?: string) => {
    const body = JSON.stringify(batch(id, alias === undefined ? {} : { Alias: alias }));
    const url = `${rum.endpoint}/appmonitors/${id}`;
    return fetch(url, { method: 'POST', body, headers: { 'content-type': 'text/plain' } });
  };

  it('is accepted with an alias that the resource policy names', async () => {
    expect((await unsigned(openId, 'shop-beta')).status).toBe(200);
    expect(rum.events()).toMatchObject([{ monitor: 'Open', role: null, accessKeyId: null, transport: 'beacon' }]);
  });

  it.each([
    [openId, undefined, 'without an Alias'],
    [openId, 'other', 'with Alias "other"'],
    ['guests', 'shop', 'its resource policy does not allow them'],
  ])('is refused otherwise (%s, %s)', async (id, alias, message) => {
    const answer = await unsigned(id === 'guests' ? guestId : id, alias);
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({
      __type: 'AccessDeniedException',
      message: expect.stringContaining(message) as string,
    });
    expect(rum.events()).toEqual([]);
    expect(rum.refused()).toHaveLength(1);
  });
});

it('a Deny in the resource policy wins over the role that allows', async () => {
  const credentials = rum.issueCredentials({ role: 'DualRum-Authenticated' });
  const to = (id: string) =>
    toGuests({ credentials, url: `${rum.endpoint}/appmonitors/${id}`, body: JSON.stringify(batch(id)) });
  expect((await send(await signed(to(usersId)))).status).toBe(200);
  const answer = await send(await signed(to(lockedId)));
  expect(answer).toMatchObject({ status: 403, body: { __type: 'AccessDeniedException' } });
  expect(answer.body.message).toContain('explicit deny');
});

it('keeps a duplicate and counts it', async () => {
  const wire = await signed(toGuests());
  await send(wire);
  await send(wire);
  expect(rum.events()).toHaveLength(2);
  const [{ id } = { id: '' }] = rum.events();
  expect(rum.status().duplicates).toEqual({ count: 1, ids: [{ id, times: 2, monitors: ['Guests'] }] });
});
