import { createHash, createHmac } from 'node:crypto';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { mskToken } from './mskToken.ts';

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

/** What MSK does with a token: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html. */
function verify(token: string, secret: string): Record<string, string> {
  const url = new URL(Buffer.from(token, 'base64url').toString());
  const parameters = Object.fromEntries(url.searchParams);
  // The signer adds these to what is signed already.
  const { 'X-Amz-Signature': signature, 'User-Agent': agent, ...signed } = parameters;
  const encode = (text: string): string =>
    encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
  const query = Object.entries(signed)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
  const canonical = ['GET', '/', query, `host:${url.host}`, '', 'host', sha256('')].join('\n');
  const scope = signed['X-Amz-Credential']!.split('/').slice(1);
  const text = ['AWS4-HMAC-SHA256', signed['X-Amz-Date'], scope.join('/'), sha256(canonical)].join('\n');
  const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest();
  const key = scope.reduce<string | Buffer>((so, part) => hmac(so, part), `AWS4${secret}`);
  expect(signature).toBe(hmac(key, text).toString('hex'));
  expect(agent).toMatch(/^aws-msk-iam-sasl-signer-js\//);
  return { ...signed, host: url.host };
}

/** The signature that the AWS SDK makes of the same request at the same time. */
async function bySdk(token: string): Promise<string> {
  const { searchParams, hostname } = new URL(Buffer.from(token, 'base64url').toString());
  const region = searchParams.get('X-Amz-Credential')!.split('/')[2]!;
  const [, year, month, day, hour, minute, second] = /^(....)(..)(..)T(..)(..)(..)Z$/.exec(
    searchParams.get('X-Amz-Date')!,
  )!;
  const signer = new SignatureV4({
    service: 'kafka-cluster',
    region,
    applyChecksum: false,
    sha256: Sha256,
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: SECRET, sessionToken: 'session+/=token' },
  });
  const signed = await signer.presign(
    {
      method: 'GET',
      protocol: 'https:',
      hostname,
      path: '/',
      headers: { host: hostname },
      query: { Action: 'kafka-cluster:Connect' },
    },
    {
      signingDate: new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`),
      expiresIn: Number(searchParams.get('X-Amz-Expires')),
    },
  );
  return signed.query!['X-Amz-Signature'] as string;
}

describe('a token of MSK’s IAM authentication', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('is signed with the function’s credentials for kafka-cluster:Connect in the region, for 15 minutes', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', SECRET);
    vi.stubEnv('AWS_SESSION_TOKEN', 'session+/=token');
    const token = await mskToken('eu-central-1');
    expect(token).toMatch(/^[\w-]+$/);
    expect(verify(token, SECRET)).toEqual({
      host: 'kafka.eu-central-1.amazonaws.com',
      Action: 'kafka-cluster:Connect',
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': expect.stringMatching(
        /^AKIAIOSFODNN7EXAMPLE\/\d{8}\/eu-central-1\/kafka-cluster\/aws4_request$/,
      ) as string,
      'X-Amz-Date': expect.stringMatching(/^\d{8}T\d{6}Z$/) as string,
      'X-Amz-Expires': '900',
      'X-Amz-Security-Token': 'session+/=token',
      'X-Amz-SignedHeaders': 'host',
    });
    expect(() => verify(token, 'another')).toThrow();
    const signature = new URL(Buffer.from(token, 'base64url').toString()).searchParams.get('X-Amz-Signature');
    expect(await bySdk(token)).toBe(signature);
  });

  it('says that there are no credentials', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', '');
    await expect(mskToken('eu-central-1')).rejects.toThrow('credential');
  });
});
