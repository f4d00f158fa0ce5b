import { gunzipSync } from 'node:zlib';
import type { SeenIdentityRequest, SeenRequest, SeenView, SeenWrite } from '../Observations.ts';

/** A request as the browser sends it. */
export interface RawRequest {
  method: string;
  url: string;
  /** Lower-case names. */
  headers: Record<string, string>;
  body: Buffer | null;
}

/** The request as one to CloudWatch RUM or an identity pool; undefined for any other. */
export function readRequest(raw: RawRequest): SeenRequest | undefined {
  if (raw.method !== 'POST') return undefined;
  const { origin, pathname, searchParams } = new URL(raw.url);
  const url = origin + pathname;
  const monitorId = /\/appmonitors\/([^/]+)\/?$/.exec(pathname)?.[1];
  if (monitorId !== undefined) return readWrite(url, monitorId.toLowerCase(), searchParams, raw);
  const operation = /^AWSCognitoIdentityService\.(\w+)$/.exec(raw.headers['x-amz-target'] ?? '')?.[1];
  return operation === undefined ? undefined : readIdentityRequest(url, operation, raw);
}

function readWrite(url: string, monitorId: string, query: URLSearchParams, { headers, body }: RawRequest): SeenWrite {
  const batch = parse(unpacked(body, headers['content-encoding']));
  const events = Array.isArray(batch['RumEvents']) ? (batch['RumEvents'] as Record<string, unknown>[]) : [];
  const sessionId = String((batch['UserDetails'] as Record<string, unknown> | undefined)?.['sessionId'] ?? '');
  const credential =
    /Credential=([^,\s]+)/.exec(headers['authorization'] ?? '')?.[1] ?? query.get('X-Amz-Credential') ?? undefined;
  return {
    kind: 'write',
    url,
    outcome: { is: 'open' },
    monitorId,
    signed: credential !== undefined,
    // <key>/<day>/<region>/rum/aws4_request
    region: credential?.split('/')[2],
    alias: typeof batch['Alias'] === 'string' ? batch['Alias'] : undefined,
    events: events.length,
    views: events.flatMap((event) =>
      event['type'] === 'com.amazon.rum.page_view_event' ? [readView(event, sessionId)] : [],
    ),
  };
}

function readView({ id, details, timestamp }: Record<string, unknown>, sessionId: string): SeenView {
  const { pageId } = parse(typeof details === 'string' ? details : '{}');
  return { eventId: String(id), pageId: String(pageId), sessionId, at: Number(timestamp) };
}

function readIdentityRequest(url: string, operation: string, { body }: RawRequest): SeenIdentityRequest {
  const { IdentityPoolId: pool, Logins: logins } = parse(body?.toString('utf8') ?? '{}');
  return {
    kind: 'identity',
    url,
    outcome: { is: 'open' },
    operation,
    poolId: typeof pool === 'string' ? pool : undefined,
    logins: Object.entries((logins ?? {}) as Record<string, unknown>).map(([key, token]) => ({
      key,
      audience: audienceOf(String(token)),
    })),
  };
}

/** Whom a token is for. The token itself goes nowhere. */
function audienceOf(token: string): string {
  const claims = parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  return [claims['aud'] ?? claims['client_id'] ?? 'nobody'].flat().join(', ');
}

function unpacked(body: Buffer | null, encoding: string | undefined): string {
  if (!body) return '{}';
  try {
    return (encoding === 'gzip' ? gunzipSync(body) : body).toString('utf8');
  } catch {
    return '{}';
  }
}

function parse(text: string): Record<string, unknown> {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
