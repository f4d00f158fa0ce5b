import { createHmac, hash } from 'node:crypto';
import { getCanonicalHeaders, getCanonicalQuery } from '@smithy/signature-v4';
import type { IssuedCredentials } from '../credentials/createCredentialStore.ts';
import type { Exchange } from '../http/Exchange.ts';
import { parseQuery } from '../http/parseQuery.ts';
import type { Signature } from './Signature.ts';

type Parts = Parameters<typeof getCanonicalHeaders>[0];

/**
 * The signature of the request as it was received, over exactly the headers the client says it signed; `payloadHash` is that of the
 * bytes received. Undefined when those headers are not in order.
 *
 * The library's class makes the same signature, with a SHA-256 in JavaScript that takes ten times as long as everything else here.
 */
export function recompute(
  request: Pick<Exchange, 'method' | 'path' | 'rawQuery' | 'headers'>,
  { scope, amzDate, signedHeaders }: Pick<Signature, 'scope' | 'amzDate' | 'signedHeaders'>,
  credentials: IssuedCredentials,
  payloadHash: string,
): string | undefined {
  const headers = Object.fromEntries(
    signedHeaders.map((name) => [name, [request.headers[name] ?? ''].flat().join(', ')]),
  );
  const canonicalHeaders = getCanonicalHeaders({ headers } as Parts, undefined, new Set(signedHeaders));
  const names = Object.keys(canonicalHeaders).join(';');
  if (names !== signedHeaders.join(';')) return undefined;
  const canonicalRequest = [
    request.method,
    canonicalPath(request.path),
    request.rawQuery === '' ? '' : getCanonicalQuery({ query: asQuery(request.rawQuery) } as unknown as Parts),
    ...Object.entries(canonicalHeaders).map(([name, value]) => `${name}:${value}`),
    '',
    names,
    payloadHash,
  ].join('\n');
  const { date, region, service } = scope;
  const toSign = [
    'AWS4-HMAC-SHA256',
    amzDate,
    `${date}/${region}/${service}/aws4_request`,
    hash('sha256', canonicalRequest),
  ].join('\n');
  return createHmac('sha256', signingKey(credentials, scope)).update(toSign).digest('hex');
}

/** Encoded once more, as every service but S3 has it. */
const canonicalPath = (path: string): string =>
  /^[\w./~-]*$/.test(path)
    ? path
    : path
        .split('/')
        .map((part) =>
          encodeURIComponent(part).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`),
        )
        .join('/');

/** Without X-Amz-Signature, which `getCanonicalQuery` leaves out, too. */
const asQuery = (rawQuery: string): Record<string, string | string[]> =>
  Object.fromEntries(
    [...parseQuery(rawQuery)].map(([key, values]) => [key, values.length === 1 ? values[0]! : values]),
  );

/** The key of a day is good for all requests of that day. */
const keys = new WeakMap<IssuedCredentials, { scope: string; key: Buffer }>();

function signingKey(credentials: IssuedCredentials, { date, region, service }: Signature['scope']): Buffer {
  const scope = `${date}/${region}/${service}`;
  const known = keys.get(credentials);
  if (known?.scope === scope) return known.key;
  const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
  const key = [date, region, service, 'aws4_request'].reduce<string | Buffer>(
    hmac,
    `AWS4${credentials.secretAccessKey}`,
  ) as Buffer;
  keys.set(credentials, { scope, key });
  return key;
}
