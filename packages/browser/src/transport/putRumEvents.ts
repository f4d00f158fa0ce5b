import { compressIfBeneficial } from '@aws-rum/web-core/dispatch/compression';
import type { PutRumEventsRequest } from '@aws-rum/web-core/dispatch/dataplane';
import { serializeRequest } from '@aws-rum/web-core/dispatch/DataPlaneClient';
import { Sha256 } from '@aws-crypto/sha256-js';
import type { AwsCredentialIdentity } from '@aws-sdk/types';
import { clearCredentialCache, SignatureV4 } from '@smithy/signature-v4';
import type { HttpRequest } from '@smithy/types';
import { toHex } from '@smithy/util-hex-encoding';
import type { Credentials } from '../credentials/cacheCredentials.ts';
import type { Outcome, Send, SenderOptions } from './createSender.ts';

export { openKept } from './openBatchStorage.ts';

/** Requests that may outlive the page share 64 KiB; these leave room for those of a page end. */
const LASTING = 30_000;
const TIMEOUT = 30_000;
/** The least difference between our clock and the service's that is corrected, in milliseconds. */
const SKEW = 60_000;

/** What is used of SignatureV4; `sign` would only find out that this is a request. */
interface Signer {
  presign(request: HttpRequest, options: { signingDate: Date; expiresIn: number }): Promise<HttpRequest>;
  signRequest(request: HttpRequest, options: { signingDate: Date }): Promise<HttpRequest>;
}

/** How far the service's clock is ahead of ours, as far as it has told. */
let ahead = 0;

/**
 * Serializes, compresses, signs and sends a batch, and says what came of it.
 *
 * A batch that is leaving is signed in the query and sent as text: the browser asks no permission first (no preflight),
 * and nothing in between waits for more than a microtask, so that the request is out before the page is gone.
 *
 * @throws what the network throws.
 */
export async function putRumEvents(
  { region, endpoint, signing: signs, config, fetch, lasting }: SenderOptions,
  request: PutRumEventsRequest,
  credentials: Credentials | undefined,
  leaving: boolean,
  mayLast: boolean,
  proceed: Parameters<Send>[4],
): Promise<Outcome> {
  let identity: AwsCredentialIdentity | undefined;
  try {
    identity = signs ? await credentials!.get() : undefined;
  } catch (cause) {
    return { cause, unsigned: true };
  }
  if (config.clientBuilder) {
    if (!proceed(leaving)) return {};
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
  // The signer asks for no more of it.
  let http = {
    method: 'POST',
    path: `${endpoint.pathname.replace(/\/$/, '')}/appmonitors/${request.AppMonitorDetails.id}`,
    query: {},
    headers: {
      'content-type': asText ? 'text/plain;charset=UTF-8' : 'application/json',
      host: endpoint.host,
      ...(compressed && { 'content-encoding': 'gzip' }),
      ...config.headers,
    },
    body,
  } as unknown as HttpRequest;
  if (identity) {
    const hash = new Sha256();
    hash.update(body);
    http.headers['x-amz-content-sha256'] = toHex(await hash.digest());
    const signing = { credentials: identity, region, service: 'rum', sha256: Sha256 };
    const signer = new SignatureV4(signing) as unknown as Signer;
    const signingDate = new Date(Date.now() + ahead);
    http = await (asText
      ? signer.presign(http, { signingDate, expiresIn: 60 })
      : signer.signRequest(http, { signingDate }));
    // It keeps signing keys, and with them session tokens, of users who may be gone.
    clearCredentialCache();
  }
  const { length } = body;
  const keepalive = leaving || (mayLast && lasting.bytes + length < LASTING);
  if (!proceed(keepalive)) return {};
  if (keepalive) lasting.bytes += length;
  try {
    const outcome = await outcomeOf(await send(endpoint.origin, http, keepalive, fetch));
    return { ...outcome, keys: identity?.accessKeyId };
  } finally {
    if (keepalive) lasting.bytes -= length;
  }
}

function send(
  origin: string,
  http: HttpRequest,
  keepalive: boolean,
  fetch: typeof globalThis.fetch,
): Promise<Response> {
  // The browser sets the host itself.
  const { host, ...headers } = http.headers;
  const body = http.body as string | Uint8Array<ArrayBuffer>;
  // Nothing of a signature is written in another way here than in RFC 3986: it has no spaces.
  const query = new URLSearchParams(http.query as Record<string, string>);
  const url = `${origin}${http.path}${String(query) ? `?${query}` : ''}`;
  // AbortSignal.timeout is newer than the browsers we promise.
  const controller = new AbortController();
  setTimeout(() => controller.abort(), TIMEOUT);
  const { signal } = controller;
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
  if (status === 403) correctClock(said);
  const after = headers.get('retry-after') ?? '';
  // Seconds, or a date.
  const wait = Number(after) * 1000 || Date.parse(after) - Date.now();
  return { status, note: `${status} ${said}`, retryAfter: wait > 0 ? wait : undefined };
}

/** Signatures are good for minutes: on a device whose clock is wrong, the service's own time is taken from its refusal. */
function correctClock(said: string): void {
  const [, year, month, hour, minute, second] = /.*(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\dZ)/.exec(said) ?? [];
  const difference = Date.parse(`${year}-${month}-${hour}:${minute}:${second}`) - Date.now();
  if (Math.abs(difference - ahead) > SKEW) ahead = difference;
}
