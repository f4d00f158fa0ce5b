import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { subjects, type SubjectName } from './bundle.ts';

export interface Site {
  /** Where a subject's page is: the same paths for each, under a host name of its own. */
  url: (subject: SubjectName) => string;
  /** A URL that nobody listens at. */
  nowhere: string;
  close: () => Promise<void>;
}

/** The web server of the scripted page: any path is a page; `/api/status/<code>` answers with that, `/api/held` never. */
export async function startSite(files: Map<string, Uint8Array>): Promise<Site> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url!, 'http://site');
    const [, kind, what = '', code] = pathname.split('/');
    const send = (status: number, type: string, body: Uint8Array | string): void => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
    };
    // The script is loaded by one name on every page, so that what the page loads is the same.
    const name = what === 'app.js' ? `${subjectOf(request.headers.host)}.js` : what;
    if (kind === 'js') send(200, 'text/javascript', files.get(name) ?? '');
    else if (kind === 'api' && what === 'held') return;
    else if (kind === 'api') send(Number(code ?? 200), 'application/json', '{"ok":true}');
    else if (kind === 'image.svg') send(200, 'image/svg+xml', image);
    else send(200, 'text/html', html(pathname));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: (subject) => `http://${subject}.localhost:${port}`,
    nowhere: `http://localhost:${await closedPort()}/`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

const subjectOf = (host = ''): SubjectName => subjects.find((name) => host.startsWith(`${name}.`)) ?? 'plain';

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

const image = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>';

const html = (path: string): string =>
  `<!doctype html><html lang="en"><head><title>Page ${path}</title><link rel="icon" href="data:,">
<script type="module" src="/js/app.js"></script></head><body><h1>${path}</h1><script>const block = () => { const end = performance.now() + 400; while (performance.now() < end); };</script><img src="/image.svg" width="9" height="9" alt="">
<button id="configured" onclick="block()">A</button><button id="registered">B</button><button class="by-class">C</button></body></html>`;
