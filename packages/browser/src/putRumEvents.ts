import { compressIfBeneficial } from '@aws-rum/web-core/dispatch/compression';
import type { PutRumEventsRequest } from '@aws-rum/web-core/dispatch/dataplane';
import { serializeRequest } from '@aws-rum/web-core/dispatch/DataPlaneClient';
import { createSigningConfig } from '@aws-rum/web-core/dispatch/signing';
import type { AwsCredentialIdentity } from '@aws-sdk/types';
import { clearCredentialCache } from '@smithy/signature-v4';
import type { HttpRequest } from '@smithy/types';
import type { Credentials } from './credentials.ts';
import type { Outcome, SenderOptions } from './sender.ts';

/** Requests that may outlive the page share 64 KiB; one of this size leaves room for those of a page end. */
const KEEPALIVE = 30_000;
const TIMEOUT = 30_000;

/**
 * Serializes, compresses, signs and sends a batch, and says what came of it.
 *
 * A batch that is leaving is signed in the query and sent as text: the browser asks no permission first (no preflight),
 * and nothing in between waits for more than a microtask, so that the request is out before the page is gone.
 *
 * @throws what the network throws.
 */
export async function putRumEvents(
  { region, endpoint, signing, config, fetch }: SenderOptions,
  request: PutRumEventsRequest,
  credentials: Credentials | undefined,
  leaving: boolean,
  proceed: () => boolean,
): Promise<Outcome> {
  let identity: AwsCredentialIdentity | undefined;
  try {
    identity = signing ? await credentials!.get() : undefined;
  } catch (cause) {
    return { cause, unsigned: true };
  }
  if (config.clientBuilder) {
    if (!proceed()) return {};
    const client = config.clientBuilder(endpoint, region, identity, config.compressionStrategy);
    await (leaving ? client.sendBeacon : client.sendFetch)(request);
    return { status: 200 };
  }
  const asText = leaving && config.useBeacon !== false;
  let text: string;
  try {
    text = JSON.stringify(serializeRequest(request));
  } catch (cause) {
    // What cannot be written down cannot be sent later either.
    return { status: 400, note: String(cause) };
  }
  const { body, compressed } =
    leaving || config.compressionStrategy?.enabled === false
      ? { body: text, compressed: false }
      : await compressIfBeneficial(text);
  let http: HttpRequest = {
    method: 'POST',
    protocol: endpoint.protocol,
    hostname: endpoint.hostname,
    ...(endpoint.port && { port: Number(endpoint.port) }),
    path: `${endpoint.pathname.replace(/\/$/, '')}/appmonitors/${request.AppMonitorDetails.id}`,
    query: {},
    headers: {
      'content-type': asText ? 'text/plain;charset=UTF-8' : 'application/json',
      host: endpoint.host,
      ...(compressed && { 'content-encoding': 'gzip' }),
      ...config.headers,
    },
    body,
  };
  if (identity) {
    const { sign, presign, hashAndEncode } = createSigningConfig(identity, region);
    http.headers['x-amz-content-sha256'] = await hashAndEncode(body);
    http = await (asText ? presign : sign)(http as never);
    // It keeps signing keys, and with them session tokens, of users who may be gone.
    clearCredentialCache();
  }
  return proceed() ? outcomeOf(await send(endpoint.origin, http, leaving, fetch)) : {};
}

async function send(
  origin: string,
  http: HttpRequest,
  leaving: boolean,
  fetch: typeof globalThis.fetch,
): Promise<Response> {
  // The browser sets the host itself.
  const { host, ...headers } = http.headers;
  const body = http.body as string | Uint8Array<ArrayBuffer>;
  // Nothing of a signature is written in another way here than in RFC 3986: it has no spaces.
  const query = new URLSearchParams(http.query as Record<string, string>);
  const url = `${origin}${http.path}${String(query) ? `?${query}` : ''}`;
  const keepalive = leaving || body.length < KEEPALIVE;
  const signal = AbortSignal.timeout(TIMEOUT);
  return fetch.call(window, new Request(url, { method: 'POST', body, headers, keepalive, signal }));
}

async function outcomeOf(response: Response): Promise<Outcome> {
  const { status, ok, headers } = response;
  if (ok) {
    // A request that may outlive the page counts against what all of them may hold until its answer is read.
    await response.arrayBuffer().catch(() => undefined);
    return { status };
  }
  const text = await response.text().catch(() => '');
  const said = /"[Mm]essage"\s*:\s*"([^"]*)"/.exec(text)?.[1] ?? text.slice(0, 200);
  const after = headers.get('retry-after') ?? '';
  // Seconds, or a date.
  const wait = /^\d+$/.test(after) ? Number(after) * 1000 : Date.parse(after) - Date.now();
  return { status, note: `${status} ${said}`, retryAfter: wait > 0 ? wait : undefined };
}
