import type { Exchange } from '../http/Exchange.ts';
import { parseQuery } from '../http/parseQuery.ts';
import { incomplete, parseCredential, parseSignedHeaders, type Signature } from './Signature.ts';

const algorithm = 'AWS4-HMAC-SHA256';

/** The signature a request carries, in its header or its query. Null when it carries none. */
export function readSignature(request: Pick<Exchange, 'headers' | 'rawQuery'>): Signature | null {
  const { authorization } = request.headers;
  const query = parseQuery(request.rawQuery);
  const presigned = [...query.keys()].filter((key) =>
    /^x-amz-(algorithm|credential|date|expires|signedheaders|signature|security-token)$/i.test(key),
  );
  if (presigned.length > 0 && authorization !== undefined) {
    throw incomplete('The request is signed twice, in the Authorization header and in the query; send one signature.');
  }
  if (authorization !== undefined) return fromHeader(authorization, request.headers);
  return presigned.length > 0 ? fromQuery(query) : null;
}

function fromHeader(authorization: string, headers: Exchange['headers']): Signature {
  const at = authorization.indexOf(' ');
  if (authorization.slice(0, at) !== algorithm) {
    throw incomplete(`The Authorization header must start with "${algorithm} "; got "${authorization.slice(0, 24)}…".`);
  }
  const parts = new Map(
    authorization
      .slice(at + 1)
      .split(',')
      .map((part) => part.trim().split('=', 2) as [string, string | undefined]),
  );
  const part = (name: string): string => {
    const value = parts.get(name);
    if (!value)
      throw incomplete(
        `The Authorization header has no ${name}; it must be "${algorithm} Credential=…, SignedHeaders=…, Signature=…".`,
      );
    return value;
  };
  const amzDate = headers['x-amz-date'];
  if (typeof amzDate !== 'string')
    throw incomplete('There is no X-Amz-Date header, which says when the request was signed.');
  const token = headers['x-amz-security-token'];
  return {
    form: 'header',
    ...parseCredential(part('Credential')),
    signedHeaders: parseSignedHeaders(part('SignedHeaders')),
    signature: part('Signature'),
    amzDate,
    expiresIn: 0,
    sessionToken: typeof token === 'string' ? token : undefined,
  };
}

function fromQuery(query: Map<string, string[]>): Signature {
  const parameter = (name: string): string => {
    const values = query.get(name) ?? [];
    if (values.length !== 1 || values[0] === '')
      throw incomplete(
        `A presigned request needs ${name} exactly once in its query; it is there ${values.length} times.`,
      );
    return values[0]!;
  };
  if (parameter('X-Amz-Algorithm') !== algorithm) throw incomplete(`X-Amz-Algorithm must be ${algorithm}.`);
  const expires = parameter('X-Amz-Expires');
  if (!/^(0|[1-9]\d{0,8})$/.test(expires))
    throw incomplete(`X-Amz-Expires "${expires}" must be a whole number of seconds.`);
  return {
    form: 'query',
    ...parseCredential(parameter('X-Amz-Credential')),
    signedHeaders: parseSignedHeaders(parameter('X-Amz-SignedHeaders')),
    signature: parameter('X-Amz-Signature'),
    amzDate: parameter('X-Amz-Date'),
    expiresIn: Number(expires),
    sessionToken: query.has('X-Amz-Security-Token') ? parameter('X-Amz-Security-Token') : undefined,
  };
}
