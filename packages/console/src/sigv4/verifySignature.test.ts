import { describe, expect, it } from 'vitest';
import { createCredentialStore } from '../credentials/createCredentialStore.ts';
import type { Exchange } from '../http/Exchange.ts';
import { presigned, signed, type Wire } from '../testing/signRequest.ts';
import { readSignature } from './readSignature.ts';
import { verifySignature } from './verifySignature.ts';

const now = Date.parse('2026-01-31T12:00:00Z');
const credentials = createCredentialStore(() => now);
const role = { name: 'Guest', arn: 'arn:aws:iam::1:role/Guest', trustPolicy: { Statement: [] }, policies: [] };
const url = 'http://127.0.0.1:4567/appmonitors/1';

const exchange = ({ path, headers, body }: Wire): Exchange => ({
  method: 'POST',
  path: path.split('?')[0]!,
  rawQuery: path.split('?')[1] ?? '',
  headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
  remoteAddress: '127.0.0.1',
  body,
});
const verify = (request: Exchange, region = 'us-east-1') =>
  verifySignature(request, readSignature(request)!, { credentials, region, service: 'rum', clock: () => now });

describe.each([
  ['in the header', signed],
  ['in the query', presigned],
] as const)('a signature %s', (_form, sign) => {
  const request = async () => {
    const issued = credentials.issue(role, 60);
    return { issued, request: exchange(await sign({ url, credentials: issued, body: '{}', date: new Date(now) })) };
  };

  it('gives the credentials it was made with', async () => {
    const { issued, request: received } = await request();
    expect(await verify(received)).toBe(issued);
  });

  it.each<[string, (request: Exchange) => Exchange, string]>([
    ['its body', (request) => ({ ...request, body: Buffer.from('{ }') }), 'the body was changed'],
    ['its path', (request) => ({ ...request, path: '/appmonitors/2' }), 'does not match'],
    ['its method', (request) => ({ ...request, method: 'PUT' }), 'does not match'],
    ['its query', (request) => ({ ...request, rawQuery: `${request.rawQuery}&debug=1` }), 'does not match'],
  ])('is refused when the request is another one in %s', async (_part, change, message) => {
    await expect(verify(change((await request()).request))).rejects.toThrow(message);
  });

  it('is refused when an x-amz- header is not signed, or a signed one is missing', async () => {
    const { request: received } = await request();
    const added = { ...received, headers: { ...received.headers, 'x-amz-meta': '1' } };
    await expect(verify(added)).rejects.toThrow("'x-amz-meta' must be among the SignedHeaders");
    const { host: _, ...others } = received.headers;
    await expect(verify({ ...received, headers: others })).rejects.toThrow("names 'host'");
  });

  it('is refused in another region', async () => {
    await expect(verify((await request()).request, 'eu-west-1')).rejects.toThrow("region 'eu-west-1', not 'us-east-1'");
  });
});

it('expired credentials are refused as expired, unknown ones as unknown', async () => {
  const sign = async (given: { accessKeyId: string; secretAccessKey: string; sessionToken: string }) =>
    exchange(await signed({ url, credentials: given, body: '{}', date: new Date(now) }));
  await expect(verify(await sign(credentials.issue(role, 0)))).rejects.toMatchObject({ type: 'ExpiredTokenException' });
  const unknown = { ...credentials.issue(role, 60), accessKeyId: 'ASIAUNKNOWN' };
  await expect(verify(await sign(unknown))).rejects.toMatchObject({ type: 'UnrecognizedClientException' });
});
