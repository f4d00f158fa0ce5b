import { request } from 'node:http';
import type { Wire } from './signRequest.ts';

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: { __type?: string; message?: string };
}

/** Sends exactly these bytes, unlike fetch, which normalises URLs and headers. Rejects when the connection breaks. */
export function send({ url, path, headers, body }: Wire): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: url.hostname, port: url.port, method: 'POST', path, headers, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode!,
            headers: response.headers,
            body: JSON.parse(Buffer.concat(chunks).toString('utf8')) as Answer['body'],
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
