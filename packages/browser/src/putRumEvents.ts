import type { PutRumEventsRequest } from '@aws-rum/web-core/dispatch/dataplane';
import { DataPlaneClient } from '@aws-rum/web-core/dispatch/DataPlaneClient';
import { createSigningConfig } from '@aws-rum/web-core/dispatch/signing';
import type { AwsCredentialIdentity } from '@aws-sdk/types';
import type { HttpRequest } from '@smithy/types';
import type { Credentials } from './credentials.ts';
import type { Outcome, SenderOptions } from './sender.ts';

/** Requests that may outlive the page share 64 KiB; a batch of this size leaves room for those of a page end. */
const KEEPALIVE = 30_000;
const TIMEOUT = 30_000;

/** Serializes, compresses, signs and sends a batch with aws-rum-web's data plane client, and says what came of it. */
export async function putRumEvents(
  { region, endpoint, signing, config, fetch }: SenderOptions,
  request: PutRumEventsRequest,
  credentials: Credentials | undefined,
  leaving: boolean,
  proceed: () => boolean,
): Promise<Outcome> {
  let identity: AwsCredentialIdentity | undefined;
  if (signing) {
    try {
      identity = await credentials?.get();
    } catch (cause) {
      return { cause, unsigned: true };
    }
  }
  let answer = new Response();
  const post = (outlives: boolean) => ({
    handle: async (signed: HttpRequest) => {
      if (proceed()) answer = await send(endpoint, signed, outlives, fetch);
    },
  });
  const clientConfig = {
    fetchRequestHandler: post(false),
    beaconRequestHandler: post(true),
    endpoint,
    region,
    credentials: identity,
    compressionStrategy: config.compressionStrategy ?? { enabled: true },
    ...(config.headers && { headers: config.headers }),
  } as unknown as ConstructorParameters<typeof DataPlaneClient>[0];
  if (config.clientBuilder && !proceed()) return {};
  const client =
    config.clientBuilder?.(endpoint, region, identity, clientConfig.compressionStrategy) ??
    new DataPlaneClient(clientConfig, identity && createSigningConfig(identity, region));
  await (leaving && config.useBeacon !== false ? client.sendBeacon : client.sendFetch)(request);
  return outcomeOf(answer);
}

async function send(
  endpoint: URL,
  { path, query, headers, body }: HttpRequest,
  outlives: boolean,
  fetch: typeof globalThis.fetch,
) {
  const pairs = Object.entries(query ?? {}).map((pair) =>
    pair.map((part) => encodeURIComponent(String(part))).join('='),
  );
  const url = `${endpoint.origin}${path}${pairs.length ? `?${pairs.join('&')}` : ''}`;
  const data = body as string | Uint8Array<ArrayBuffer>;
  if (outlives && !('keepalive' in Request.prototype)) {
    if (!navigator.sendBeacon(url, data)) throw new Error('the browser refused the beacon');
    return new Response();
  }
  // The browser sets the host itself.
  const { host, ...others } = headers;
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), TIMEOUT);
  const keepalive = outlives || data.length < KEEPALIVE;
  return fetch
    .call(window, new Request(url, { method: 'POST', body: data, headers: others, keepalive, signal: late.signal }))
    .finally(() => clearTimeout(timer));
}

async function outcomeOf(response: Response): Promise<Outcome> {
  const { status, ok, headers } = response;
  if (ok) return { status };
  const text = await response.text().catch(() => '');
  const said = /"[Mm]essage"\s*:\s*"([^"]*)"/.exec(text)?.[1] ?? text.slice(0, 200);
  const after = headers.get('retry-after') ?? '';
  // Seconds, or a date.
  const wait = /^\d+$/.test(after) ? Number(after) * 1000 : Date.parse(after) - Date.now();
  return { status, note: `${status} ${said}`, retryAfter: wait > 0 ? wait : undefined };
}
