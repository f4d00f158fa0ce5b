import { createHash } from 'node:crypto';
import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';

export interface Signing {
  url: string;
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  body: string | Buffer;
  headers?: Record<string, string>;
  region?: string;
  service?: string;
  date?: Date;
  /** Seconds. */
  expiresIn?: number;
}

export interface Wire {
  url: URL;
  /** As it goes on the request line. */
  path: string;
  headers: Record<string, string>;
  body: Buffer;
}

/** Signs as aws-rum-web does for fetch: in the Authorization header. */
export async function signed(signing: Signing): Promise<Wire> {
  const { signer, request } = prepare(signing, 'application/json');
  const { headers } = await signer.sign(request, { signingDate: signing.date ?? new Date() });
  return { url: new URL(signing.url), path: request.path, headers, body: Buffer.from(signing.body) };
}

/** Signs as aws-rum-web does for beacons: in the query. */
export async function presigned(signing: Signing): Promise<Wire> {
  const { signer, request } = prepare(signing, 'text/plain;charset=UTF-8');
  const { query = {}, headers } = await signer.presign(request, {
    signingDate: signing.date ?? new Date(),
    expiresIn: signing.expiresIn ?? 60,
  });
  const pairs = Object.entries(query).map(
    ([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`,
  );
  return {
    url: new URL(signing.url),
    path: `${request.path}?${pairs.join('&')}`,
    headers,
    body: Buffer.from(signing.body),
  };
}

function prepare(
  { url, credentials, body, headers, region = 'us-east-1', service = 'rum' }: Signing,
  contentType: string,
) {
  const { host, pathname } = new URL(url);
  const hash = createHash('sha256').update(body).digest('hex');
  const request = new HttpRequest({
    method: 'POST',
    protocol: 'http:',
    path: pathname,
    headers: { 'content-type': contentType, host, ...headers, 'X-Amz-Content-Sha256': hash },
    body,
  });
  const signer = new SignatureV4({
    applyChecksum: true,
    credentials,
    region,
    service,
    uriEscapePath: true,
    sha256: Sha256,
  });
  return { signer, request };
}
