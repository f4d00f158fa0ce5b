import { compressIfBeneficial } from '@aws-rum/web-core/dispatch/compression';
import { serializeRequest } from '@aws-rum/web-core/dispatch/DataPlaneClient';
import type { AwsCredentialIdentity } from '@aws-sdk/types';
import type { Outcome, SenderOptions, SendOptions } from './createSender.ts';
import { readAnswer } from './readAnswer.ts';
import { signRequest, type HttpRequest } from './signRequest.ts';

export { openBatchStorage } from './storage/openBatchStorage.ts';

/** Milliseconds that an answer may take. */
const TIMEOUT = 30_000;

/**
 * Serializes, compresses, signs and sends a batch, and says what came of it.
 *
 * At the end of the page it is signed in the query and sent as text: the browser asks no permission first (no preflight,
 * https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS#simple_requests), and the request is out before the page is gone.
 *
 * @throws what the network throws.
 */
export async function putRumEvents(options: SenderOptions, batch: SendOptions): Promise<Outcome> {
  const { region, endpoint, signing, config, clockSkew } = options;
  const { request, credentials, pageEnds, begin } = batch;
  let identity: AwsCredentialIdentity | undefined;
  try {
    identity = signing ? await credentials!.get() : undefined;
  } catch (cause) {
    return { name: 'unsigned', cause };
  }
  const answer = { name: 'answered', retryAfter: 0, accessKeyId: identity?.accessKeyId } as const;
  if (config.clientBuilder) {
    // It does not say how many bytes it sends.
    if (begin(Infinity) === 'called off') return { name: 'called off' };
    const client = config.clientBuilder(endpoint, region, identity, config.compressionStrategy);
    await (pageEnds ? client.sendBeacon : client.sendFetch)(request);
    return { ...answer, status: 200 };
  }
  let text: string;
  try {
    text = JSON.stringify(serializeRequest(request));
  } catch (cause) {
    // What cannot be serialized now cannot be serialized later.
    return { ...answer, status: 400, note: String(cause) };
  }
  const compresses = !pageEnds && config.compressionStrategy?.enabled !== false;
  const { body, compressed } = compresses ? await compressIfBeneficial(text) : { body: text, compressed: false };
  const asText = pageEnds && config.useBeacon !== false;
  let http: HttpRequest = {
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
  };
  if (identity) http = await signRequest(http, { region, identity, skew: clockSkew.milliseconds, inQuery: asText });
  const begun = begin(typeof body === 'string' ? new TextEncoder().encode(body).length : body.length);
  if (begun === 'called off') return { name: 'called off' };
  const response = await send(options, http, begun === 'keepalive');
  return { ...answer, ...(await readAnswer(response, clockSkew)) };
}

function send({ endpoint, fetch }: SenderOptions, http: HttpRequest, keepalive: boolean): Promise<Response> {
  // The browser sets the host itself.
  const { host, ...headers } = http.headers;
  // A signature has no spaces, the only character that is written in another way here than in RFC 3986.
  const query = String(new URLSearchParams(http.query));
  const url = `${endpoint.origin}${http.path}${query && `?${query}`}`;
  const { method } = http;
  const body = http.body as string | Uint8Array<ArrayBuffer>;
  const signal = AbortSignal.timeout(TIMEOUT);
  // Firefox loses the keepalive of a Request, not the one of init
  return fetch.call(window, new Request(url, { method, body, headers, keepalive, signal }), { keepalive });
}
