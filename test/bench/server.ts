import { createReadStream, existsSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { bundleFolder } from './bundles.ts';

export interface Server {
  url: string;
  /** Events of the benchmark that arrived since the last call, by app monitor id. */
  received(): Map<string, number>;
  close(): Promise<void>;
}

/** One origin for the page, the bundles and the intake: CloudWatch RUM as far as a benchmark needs it. */
export async function startServer(): Promise<Server> {
  let events = new Map<string, number>();

  async function intake(request: IncomingMessage, monitor: string): Promise<void> {
    const body = await buffer(request);
    const text = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString();
    const batch = JSON.parse(text) as { RumEvents: { type: string }[] };
    const count = batch.RumEvents.filter(({ type }) => type === 'com.example.bench').length;
    events.set(monitor, (events.get(monitor) ?? 0) + count);
  }

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const headers = {
      'access-control-allow-origin': '*',
      'access-control-allow-headers': '*',
      'cache-control': 'no-store',
      // An isolated page has a clock of 5 µs instead of 100 µs.
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    };
    const monitor = /^\/appmonitors\/([^/]+)/.exec(pathname)?.[1];
    if (monitor && request.method === 'POST') {
      intake(request, monitor).then(
        () => response.writeHead(200, { ...headers, 'content-type': 'application/json' }).end('{}'),
        (error: unknown) => response.writeHead(400, headers).end(String(error)),
      );
    } else if (pathname.endsWith('.js') && existsSync(join(bundleFolder, pathname))) {
      response.writeHead(200, { ...headers, 'content-type': 'text/javascript' });
      createReadStream(join(bundleFolder, pathname)).pipe(response);
    } else if (pathname === '/') {
      response.writeHead(200, { ...headers, 'content-type': 'text/html' });
      response.end('<!doctype html><title>Benchmark</title><link rel="icon" href="data:,"><p>A page.</p>');
    } else response.writeHead(404, headers).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received() {
      const all = events;
      events = new Map();
      return all;
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
