import { compressIfBeneficial } from '@aws-rum/web-core/dispatch/compression';
import type { AwsCredentialIdentity } from '@aws-sdk/types';
import { stringify } from '../watch/stringify.ts';
import { inTime } from '../credentials/inTime.ts';
import type { Outcome, Send, SenderOptions, SendOptions } from './Send.ts';
import { failsAtOnce } from './failsAtOnce.ts';
import { bytesOf } from './bytesOf.ts';
import { readAnswer } from './readAnswer.ts';
import { sendByClient } from './sendByClient.ts';
import { signRequest, type HttpRequest } from './signRequest.ts';

/** Characters that the service takes in one request, about. */
const MAX_LENGTH = 1_500_000;

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
  const answer = { name: 'answered', accessKeyId: identity?.accessKeyId } as const;
  if (config.clientBuilder) {
    // It does not say how many bytes it sends.
    if (begin(Infinity) === 'called off') return { name: 'called off' };
    await sendByClient(options, request, identity, pageEnds);
    return { ...answer, status: 200 };
  }
  let text: string;
  try {
    text = serialize(request);
  } catch (cause) {
    // What cannot be serialized now cannot be serialized later. The service would say the same.
    return { ...answer, status: 400, note: String(cause) };
  }
  if (text.length > MAX_LENGTH && request.RumEvents.length > 1) return { ...answer, status: 413, note: 'too large' };
  const strategy = config.compressionStrategy as { enabled?: boolean } | false | undefined;
  const compresses = !pageEnds && strategy !== false && strategy?.enabled !== false;
  const body = compresses ? (await compressIfBeneficial(text)).body : text;
  const asText = pageEnds && config.useBeacon !== false;
  let http: HttpRequest = {
    method: 'POST',
    path: `${endpoint.pathname.replace(/\/$/, '')}/appmonitors/${request.AppMonitorDetails.id}`,
    headers: {
      'content-type': asText ? 'text/plain;charset=UTF-8' : 'application/json',
      host: endpoint.host,
      ...(body !== text && { 'content-encoding': 'gzip' }),
      ...config.headers,
    },
    body,
  };
  if (identity) http = signRequest(http, { region, identity, skew: clockSkew.milliseconds, inQuery: asText });
  const ready = createRequest(endpoint, http);
  const bytes = bytesOf(body).length;
  let refused: Promise<boolean> | undefined;
  try {
    return await inTime(async (signal): Promise<Outcome> => {
      const begun = begin(bytes);
      if (begun === 'called off') return { name: begun };
      const keepalive = begun === 'keepalive';
      // Firefox does not heed the keepalive of a Request, only the one beside it.
      const response = options.fetch.call(window, ready, { keepalive, signal });
      if (keepalive) refused = failsAtOnce(response);
      return { ...answer, ...(await readAnswer(await response, clockSkew)) };
    });
  } catch (cause) {
    if (await refused) return { name: 'no keepalive' };
    throw cause;
  }
}

/** CloudWatch takes whole seconds. A date that the app has copied as text is a date all the same. */
const serialize = (request: SendOptions['request']): string =>
  stringify({
    ...request,
    Alias: request.Alias || undefined,
    RumEvents: request.RumEvents.map(({ id, timestamp, type, metadata, details }) => ({
      id,
      timestamp: Math.round(Number(new Date(timestamp)) / 1000),
      type,
      metadata,
      details,
    })),
  });

function createRequest(endpoint: URL, http: HttpRequest): Request {
  // The browser sets the host itself.
  const { host, ...headers } = http.headers;
  // A signature has no spaces, the only character that is written in another way here than in RFC 3986.
  const query = String(new URLSearchParams(http.query));
  const url = `${endpoint.origin}${http.path}${query && `?${query}`}`;
  return new Request(url, { ...(http as RequestInit), headers });
}

/** What sends the batches of one app monitor. */
export const createSend =
  (options: SenderOptions): Send =>
  (batch) =>
    putRumEvents(options, batch).catch((cause: unknown): Outcome => ({ name: 'unreachable', cause }));
