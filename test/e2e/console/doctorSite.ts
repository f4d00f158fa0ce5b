import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { bundle } from '../../support/sdk/bundle.ts';
import type { DoctorGiven } from '../../support/sdk/pages/doctorPage.ts';

/** A page of the site: what its script is given, and the headers that it comes with. */
export interface DoctorPage {
  given: DoctorGiven;
  headers?: Record<string, string>;
}

export interface DoctorSite {
  /** Makes a page, and returns its address. */
  add: (page: DoctorPage) => string;
  close: () => Promise<void>;
}

/** A service worker that takes all that goes elsewhere for itself. */
const WORKER = `
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => {
  if (!event.request.url.startsWith(location.origin)) event.respondWith(new Response('', { status: 503 }));
});`;

/** The web server of apps that doctor looks at, by https where a certificate is given. */
export async function startDoctorSite(certificate?: { cert: string; key: string }): Promise<DoctorSite> {
  const { main, files } = await bundle('doctorPage.ts');
  const pages: DoctorPage[] = [];
  const answer: RequestListener = (request, response) => {
    // A sandboxed page has no origin, and is another one to its own scripts.
    response.setHeader('access-control-allow-origin', '*');
    const [, kind, name = ''] = request.url!.split('/');
    if (kind === 'js') return response.writeHead(200, { 'content-type': 'text/javascript' }).end(files.get(name));
    if (kind === 'sw.js') return response.writeHead(200, { 'content-type': 'text/javascript' }).end(WORKER);
    const page = pages[Number(/^page-(\d+)$/.exec(kind!)?.[1])];
    if (!page) return response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
    response.writeHead(200, { 'content-type': 'text/html', ...page.headers });
    response.end(`<!doctype html><html lang="en"><head><title>App</title><link rel="icon" href="data:,">
<script type="application/json" id="given">${JSON.stringify(page.given)}</script>
<script type="module" src="/js/${main}"></script></head><body><h1>App</h1></body></html>`);
  };
  const server = certificate ? createHttpsServer(certificate, answer) : createHttpServer(answer);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `${certificate ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    add: (page) => `${url}/page-${pages.push(page) - 1}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
