import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { readRequest } from './readRequest.ts';

const id = '11111111-1111-4111-8111-111111111111';
const batch = JSON.stringify({
  UserDetails: { sessionId: 's' },
  Alias: 'shop',
  RumEvents: [
    { id: 'a', type: 'com.amazon.rum.page_view_event', timestamp: 7, details: '{"pageId":"/"}' },
    { id: 'b', type: 'checkout', timestamp: 8, details: 'not JSON' },
  ],
});

it('reads a packed PutRumEvents, and keeps no signature', () => {
  const read = readRequest({
    method: 'POST',
    url: `https://dataplane.rum.eu-west-1.amazonaws.com/appmonitors/${id}?X-Amz-Signature=secret`,
    headers: {
      'content-encoding': 'gzip',
      authorization:
        'AWS4-HMAC-SHA256 Credential=ASIA/20261127/eu-west-1/rum/aws4_request, SignedHeaders=host, Signature=secret',
    },
    body: gzipSync(batch),
  });
  expect(read).toEqual({
    kind: 'write',
    url: `https://dataplane.rum.eu-west-1.amazonaws.com/appmonitors/${id}`,
    outcome: { is: 'open' },
    monitorId: id,
    signed: true,
    region: 'eu-west-1',
    alias: 'shop',
    events: 2,
    views: [{ eventId: 'a', pageId: '/', sessionId: 's', at: 7 }],
  });
});

it('reads whose token a request for credentials carries, and not the token', () => {
  const token = `e30.${Buffer.from('{"aud":"shop-web","email":"a@example.com"}').toString('base64url')}.signature`;
  const read = readRequest({
    method: 'POST',
    url: 'http://127.0.0.1:4567/',
    headers: { 'x-amz-target': 'AWSCognitoIdentityService.GetId' },
    body: Buffer.from(JSON.stringify({ IdentityPoolId: 'us-east-1:x', Logins: { 'id.example.com': token } })),
  });
  expect(read).toMatchObject({
    kind: 'identity',
    operation: 'GetId',
    logins: [{ key: 'id.example.com', audience: 'shop-web' }],
  });
  expect(JSON.stringify(read)).not.toMatch(/signature|example\.com"?,"email|a@/);
});

it.each([
  ['OPTIONS', `http://127.0.0.1/appmonitors/${id}`, {}],
  ['POST', 'http://127.0.0.1/api/cart', {}],
  ['POST', 'http://127.0.0.1/', { 'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth' }],
])('%s %s %j is none of the SDK', (method, url, headers: Record<string, string>) => {
  expect(readRequest({ method, url, headers, body: null })).toBeUndefined();
});

it.each([Buffer.from('{'), Buffer.from('[]'), Buffer.from('\x1f\x8b'), null])(
  'survives a body that is no batch',
  (body) => {
    const read = readRequest({
      method: 'POST',
      url: `http://127.0.0.1/appmonitors/${id}`,
      headers: { 'content-encoding': 'gzip' },
      body,
    });
    expect(read).toMatchObject({ events: 0, signed: false });
  },
);
