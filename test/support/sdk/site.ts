import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Bundle } from './bundle.ts';

/** The web server of the app under test. */
export interface Site {
  url: string;
  /** Lets a request to `/api/held/<name>` that has come, or comes later, be answered. */
  release: (name: string) => void;
  /** Every request of the app to `/api/…`, as `GET /api/…`. */
  calls: () => string[];
  close: () => Promise<void>;
}

/** Milliseconds by which lazily loaded scripts are late: a test that fails with 50 or 400 of them depends on time. */
const SCRIPT_DELAY = Number(process.env.SCRIPT_DELAY ?? 0);

/** Any path is a page; `/api/status/<code>` answers with that, `/api/held/<name>` when released. */
export async function startSite({ main, files }: Bundle, body = ''): Promise<Site> {
  const waiting = new Map<string, ServerResponse[]>();
  const released = new Set<string>();
  const calls: string[] = [];
  const answer = (response: ServerResponse, status = 200): void => {
    response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-cache' });
    response.end('{"ok":true}');
  };

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url!, 'http://site');
    const [, kind, what, name = ''] = pathname.split('/');
    if (kind === 'js') {
      const file = files.get(what!);
      response.writeHead(file ? 200 : 404, { 'content-type': 'text/javascript' });
      if (what === main) response.end(file);
      else setTimeout(() => response.end(file), SCRIPT_DELAY);
      return;
    }
    if (kind !== 'api') {
      response.writeHead(200, { 'content-type': 'text/html', 'cache-control': 'no-cache' });
      response.end(html(main, pathname, body));
      return;
    }
    calls.push(`${request.method} ${request.url}`);
    if (what === 'status') answer(response, Number(name));
    else if (what !== 'held' || released.has(name)) answer(response);
    else waiting.set(name, [...(waiting.get(name) ?? []), response]);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    release: (name) => {
      released.add(name);
      waiting.get(name)?.forEach((response) => answer(response));
      waiting.delete(name);
    },
    calls: () => [...calls],
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

const html = (main: string, path: string, body: string): string =>
  `<!doctype html><html lang="en"><head><title>${path}</title><link rel="icon" href="data:,">
<script type="module" src="/js/${main}"></script></head><body><h1>${path}</h1>${body}</body></html>`;
