import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { signRequest, type HttpRequest } from './signRequest.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const text = fc.string({ unit: 'binary', maxLength: 40 });
const word = fc.stringMatching(/^[\w+/=.-]{1,40}$/);
const header = fc.constantFrom(
  'content-encoding',
  'X-Custom',
  'x-amz-meta',
  'user-agent',
  'sec-fetch-mode',
  'Date',
  'Authorization',
);

const request: fc.Arbitrary<HttpRequest> = fc.record({
  method: fc.constantFrom('POST', 'GET'),
  path: fc
    .array(fc.stringMatching(/^[\w~!'()*%:@ -]{0,8}$/), { maxLength: 4 })
    // As a URL has it: without dots, and encoded.
    .map((parts) => `/${parts.map(encodeURIComponent).join('/')}`),
  headers: fc
    .dictionary(header, fc.string({ maxLength: 20 }), { maxKeys: 4 })
    .map((headers) => ({ 'content-type': 'application/json', host: 'rum.example', ...headers })),
  body: fc.oneof(text, fc.uint8Array({ maxLength: 200 })),
});
const identity = fc.record(
  { accessKeyId: word, secretAccessKey: word, sessionToken: word },
  { requiredKeys: ['accessKeyId', 'secretAccessKey'] },
);

it("makes the signature of AWS's own signer, in the headers and in the query", async () => {
  await fc.assert(
    fc.asyncProperty(
      request,
      identity,
      fc.constantFrom('us-east-1', 'eu-central-1', 'us-gov-west-1'),
      fc.date({ min: new Date('2000-01-01'), max: new Date('2099-01-01'), noInvalidDate: true }),
      fc.integer({ min: -86_400_000, max: 86_400_000 }),
      fc.boolean(),
      async (given, credentials, region, now, skew, inQuery) => {
        vi.setSystemTime(now);
        const signer = new SignatureV4({ credentials, region, service: 'rum', sha256: Sha256 });
        const signingDate = new Date(now.getTime() + skew);
        const hash = new Sha256();
        hash.update(given.body);
        const bodyHash = Buffer.from(await hash.digest()).toString('hex');
        // A signature covers what it has to, and nothing that a proxy may change.
        const unsignableHeaders = new Set(
          Object.keys(given.headers)
            .map((name) => name.toLowerCase())
            .filter((name) => !/^(host|content-type|x-amz-.*)$/.test(name)),
        );
        const reference = { ...given, headers: { ...given.headers, 'x-amz-content-sha256': bodyHash } } as never;
        const expected = (await (inQuery
          ? signer.presign(reference, { signingDate, unsignableHeaders, expiresIn: 60 })
          : signer.sign(reference, { signingDate, unsignableHeaders }))) as HttpRequest;
        const { headers, query } = signRequest(given, { region, identity: credentials, skew, inQuery });
        expect({ headers, query }).toEqual({ headers: expected.headers, query: expected.query });
      },
    ),
    { numRuns: 300 },
  );
});

it('leaves the request that it is given as it is', () => {
  const given: HttpRequest = { method: 'POST', path: '/', headers: { host: 'a', 'x-amz-b': 'c' }, body: '' };
  const before = structuredClone(given);
  signRequest(given, {
    region: 'us-east-1',
    identity: { accessKeyId: 'a', secretAccessKey: 'b' },
    skew: 0,
    inQuery: true,
  });
  expect(given).toEqual(before);
});
