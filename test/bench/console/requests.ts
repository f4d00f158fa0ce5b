import { createHash, randomUUID } from 'node:crypto';
import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Keys } from '../../support/console/writeBatch.ts';

export const EVENTS = 100;

/** Whole HTTP requests, byte for byte, each a signed batch of events as aws-rum-web sends them. */
export async function signedRequests(
  url: string,
  appMonitorId: string,
  credentials: Keys,
  count: number,
  batchOf: (appMonitorId: string, index: number) => object = batch,
): Promise<Buffer[]> {
  const { host } = new URL(url);
  const path = `/appmonitors/${appMonitorId}`;
  const signer = new SignatureV4({
    credentials,
    region: 'us-east-1',
    service: 'rum',
    sha256: Sha256,
    uriEscapePath: true,
  });
  const requests: Buffer[] = [];
  for (let index = 0; index < count; index += 1) {
    const body = JSON.stringify(batchOf(appMonitorId, index));
    const hash = createHash('sha256').update(body).digest('hex');
    const headers = { 'content-type': 'application/json', host, 'X-Amz-Content-Sha256': hash };
    const signed = await signer.sign(new HttpRequest({ method: 'POST', protocol: 'http:', path, headers, body }));
    requests.push(asBytes(path, { ...signed.headers, 'content-length': String(Buffer.byteLength(body)) }, body));
  }
  return requests;
}

/** The same bytes for a server elsewhere, which does not look at the signature. */
const asBytes = (path: string, headers: Record<string, string>, body: string): Buffer =>
  Buffer.from(
    `POST ${path} HTTP/1.1\r\n${Object.entries(headers)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('')}\r\n${body}`,
  );

function batch(id: string): object {
  return {
    BatchId: randomUUID(),
    AppMonitorDetails: { id, version: '1.0.0' },
    UserDetails: { userId: randomUUID(), sessionId: randomUUID() },
    RumEvents: Array.from({ length: EVENTS }, (_, index) => ({
      id: randomUUID(),
      timestamp: Math.floor(Date.now() / 1000),
      type: 'com.amazon.rum.performance_resource_event',
      metadata: JSON.stringify({
        version: '1.0.0',
        browserLanguage: 'en-US',
        browserName: 'Chrome',
        browserVersion: '140.0',
        osName: 'Linux',
        osVersion: 'x86_64',
        deviceType: 'desktop',
        platformType: 'web',
        pageId: `/products/${index % 7}`,
        interaction: index % 5,
        title: 'Shop',
        domain: 'shop.example',
        'aws:client': 'arw-module',
        'aws:clientVersion': '3.2.1',
      }),
      details: JSON.stringify({
        version: '1.0.0',
        initiatorType: 'fetch',
        startTime: index * 3.7,
        duration: 12.5 + index,
        fileType: 'other',
        transferSize: 300,
        targetUrl: `https://shop.example/api/products/${index}`,
      }),
    })),
  };
}
