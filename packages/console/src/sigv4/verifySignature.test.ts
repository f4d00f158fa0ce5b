import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCredentialStore } from '../credentials/createCredentialStore.ts';
import type { Exchange } from '../http/Exchange.ts';
import { presigned, signed, type Wire } from '../testing/signRequest.ts';
import { readSignature } from './readSignature.ts';
import { verifySignature } from './verifySignature.ts';

const now = Date.parse('2026-01-31T12:00:00Z');
const credentials = createCredentialStore(() => now);
const role = {
  name: 'Guest',
  arn: 'arn:aws:iam::1:role/Guest',
  trustPolicy: { Statement: [] },
  inline: new Map(),
  policies: [],
};
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
    expect(verify(received)).toBe(issued);
  });

  it.each<[string, (request: Exchange) => Exchange, string]>([
    ['its body', (request) => ({ ...request, body: Buffer.from('{ }') }), 'the body was changed'],
    ['its path', (request) => ({ ...request, path: '/appmonitors/2' }), 'does not match'],
    ['its method', (request) => ({ ...request, method: 'PUT' }), 'does not match'],
    ['its query', (request) => ({ ...request, rawQuery: `${request.rawQuery}&debug=1` }), 'does not match'],
  ])('is refused when the request is another one in %s', async (_part, change, message) => {
    const changed = change((await request()).request);
    expect(() => verify(changed)).toThrow(message);
  });

  it('is refused when an x-amz- header is not signed, or a signed one is missing', async () => {
    const { request: received } = await request();
    const added = { ...received, headers: { ...received.headers, 'x-amz-meta': '1' } };
    expect(() => verify(added)).toThrow("'x-amz-meta' must be among the SignedHeaders");
    const { host: _, ...others } = received.headers;
    expect(() => verify({ ...received, headers: others })).toThrow("names 'host'");
  });

  it('is the one of the library, whatever the headers and the path hold', async () => {
    const text = fc.stringMatching(/^[ -~]{0,20}$/);
    const segment = fc.stringMatching(/^[A-Za-z0-9._~!'()*:@-]{1,20}$/).filter((each) => !/^\.\.?$/.test(each));
    await fc.assert(
      fc.asyncProperty(text, segment, fc.uint8Array(), async (value, part, body) => {
        const issued = credentials.issue(role, 60);
        const made = await sign({
          url: `http://127.0.0.1:4567/appmonitors/${part}`,
          credentials: issued,
          headers: { 'x-other': value, 'x-amz-meta': value },
          body: Buffer.from(body),
          date: new Date(now),
        });
        expect(verify(exchange(made))).toBe(issued);
      }),
      { numRuns: 50 },
    );
  });

  it('is refused in another region', async () => {
    const { request: received } = await request();
    expect(() => verify(received, 'eu-west-1')).toThrow("region 'eu-west-1', not 'us-east-1'");
  });
});

it('expired credentials are refused as expired, unknown ones as unknown', async () => {
  const sign = async (given: { accessKeyId: string; secretAccessKey: string; sessionToken: string }) =>
    exchange(await signed({ url, credentials: given, body: '{}', date: new Date(now) }));
  const expired = await sign(credentials.issue(role, 0));
  expect(() => verify(expired)).toThrow(expect.objectContaining({ type: 'ExpiredTokenException' }));
  const unknown = await sign({ ...credentials.issue(role, 60), accessKeyId: 'ASIAUNKNOWN' });
  expect(() => verify(unknown)).toThrow(expect.objectContaining({ type: 'UnrecognizedClientException' }));
});
