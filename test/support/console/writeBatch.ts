import { createHash, randomUUID } from 'node:crypto';
import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';

export interface Keys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
}

/**
 * Sends a batch of one page view to an app monitor, unsigned without keys; resolves with the status of the answer. `changes` are made to
 * the batch.
 */
export async function writeBatch(
  url: string,
  monitorId: string,
  keys?: Keys,
  alias?: string,
  changes: object = {},
): Promise<number> {
  const { path, headers, body } = await batchRequest(url, monitorId, keys, alias, changes);
  return (await fetch(new URL(path, url), { method: 'POST', headers, body })).status;
}

/** The request that `writeBatch` sends, signed at this time. */
export async function batchRequest(
  url: string,
  monitorId: string,
  keys?: Keys,
  alias?: string,
  changes: object = {},
  date = new Date(),
): Promise<{ path: string; headers: Record<string, string>; body: string }> {
  const body = JSON.stringify({ ...batch(monitorId, alias), ...changes });
  const { pathname, host } = new URL(`${url}/appmonitors/${monitorId}`);
  const request = new HttpRequest({
    method: 'POST',
    protocol: 'http:',
    path: pathname,
    headers: {
      'content-type': 'application/json',
      host,
      'X-Amz-Content-Sha256': createHash('sha256').update(body).digest('hex'),
    },
    body,
  });
  const { headers } = keys ? await signer(keys).sign(request, { signingDate: date }) : request;
  return { path: pathname, headers, body };
}

/** Signs as aws-rum-web does for fetch: in the Authorization header. */
const signer = (credentials: Keys): SignatureV4 =>
  new SignatureV4({
    applyChecksum: true,
    credentials,
    region: 'us-east-1',
    service: 'rum',
    uriEscapePath: true,
    sha256: Sha256,
  });

const batch = (monitorId: string, alias?: string): object => ({
  BatchId: randomUUID(),
  AppMonitorDetails: { id: monitorId, version: '1.0.0' },
  UserDetails: { userId: randomUUID(), sessionId: randomUUID() },
  RumEvents: [
    {
      id: randomUUID(),
      timestamp: Math.floor(Date.now() / 1000),
      type: 'com.amazon.rum.page_view_event',
      metadata: JSON.stringify({ version: '1.0.0', pageId: '/' }),
      details: JSON.stringify({ version: '1.0.0', pageId: '/', interaction: 0 }),
    },
  ],
  ...(alias !== undefined && { Alias: alias }),
});
