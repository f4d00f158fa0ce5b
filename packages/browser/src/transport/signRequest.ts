import type { AwsCredentialIdentity } from '@aws-sdk/types';
import { bytesOf } from './bytesOf.ts';
import { hmac, sha256 } from './hmac.ts';

/** A request, as far as a signature covers it. */
export interface HttpRequest {
  method: string;
  path: string;
  /** Before it is signed, it has none. */
  query?: Record<string, string>;
  headers: Record<string, string>;
  body: string | Uint8Array;
}

export interface SigningOptions {
  region: string;
  identity: AwsCredentialIdentity;
  /** Milliseconds that the service's clock is ahead. */
  skew: number;
  /** Puts the signature into the query instead of the headers. */
  inQuery: boolean;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
/** Headers of the app's that a signature has values of its own for. */
const GENERATED = /^(authorization|x-amz-date|date)$/i;
/** The headers that a signature has to cover. Others are the app's, and what is on the way may change them. */
const SIGNED = /^(host|content-type|x-amz-.*)$/;
/** Seconds that a signature in a query is valid. */
const EXPIRES = '60';

/**
 * Signs a request to CloudWatch RUM with Signature Version 4, in the same task: as the page ends, there is no other.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 *
 * The class SignatureV4 of @smithy/signature-v4 makes the same signature, in several tasks and three times the code. It keeps
 * signing keys, too, and with them session tokens of users who may be gone.
 */
export function signRequest(request: HttpRequest, { region, identity, skew, inQuery }: SigningOptions): HttpRequest {
  const { accessKeyId, secretAccessKey, sessionToken } = identity;
  const date = new Date(Date.now() + skew).toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = `${date.slice(0, 8)}/${region}/rum/aws4_request`;
  const bodyHash = toHex(sha256(request.body));
  const given = { ...request.headers, 'x-amz-content-sha256': bodyHash };
  const headers: Record<string, string> = {};
  const query: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (GENERATED.test(name)) continue;
    const to = inQuery && /^x-amz-/i.test(name) ? query : headers;
    to[name] = value;
  }
  if (inQuery) {
    if (sessionToken) query['X-Amz-Security-Token'] = sessionToken;
    query['X-Amz-Algorithm'] = ALGORITHM;
    query['X-Amz-Credential'] = `${accessKeyId}/${scope}`;
    query['X-Amz-Date'] = date;
    query['X-Amz-Expires'] = EXPIRES;
  } else {
    headers['x-amz-date'] = date;
    if (sessionToken) headers['x-amz-security-token'] = sessionToken;
  }
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries<unknown>(headers)) {
    const lowerCase = name.toLowerCase();
    if (SIGNED.test(lowerCase)) values[lowerCase] = String(value).replace(/\s+/g, ' ').trim();
  }
  const names = Object.keys(values).sort();
  const signedHeaders = names.join(';');
  if (inQuery) query['X-Amz-SignedHeaders'] = signedHeaders;

  const canonicalRequest = [
    request.method,
    // Encoded once more than on the wire, as all services but S3 want it.
    request.path.split(/\/+/).map(encode).join('/'),
    Object.keys(query)
      .sort()
      .map((name) => `${encode(name)}=${encode(query[name]!)}`)
      .join('&'),
    ...names.map((name) => `${name}:${values[name]}`),
    '',
    signedHeaders,
    bodyHash,
  ].join('\n');
  const toSign = [ALGORITHM, date, scope, toHex(sha256(canonicalRequest))].join('\n');
  let key: Uint8Array | string = `AWS4${secretAccessKey}`;
  for (const part of scope.split('/')) key = hmac(key, part);
  const signature = toHex(hmac(key, toSign));

  if (inQuery) query['X-Amz-Signature'] = signature;
  else {
    headers['authorization'] =
      `${ALGORITHM} Credential=${accessKeyId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
  }
  return { ...request, headers, query };
}

const toHex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** As RFC 3986 encodes a part of a URL: https://www.rfc-editor.org/rfc/rfc3986#section-2.3 */
const encode = (part: string): string =>
  encodeURIComponent(part).replace(/[!'()*]/g, (letter) => `%${toHex(bytesOf(letter)).toUpperCase()}`);
