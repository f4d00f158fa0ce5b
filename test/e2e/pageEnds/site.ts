import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Bundle } from '../../support/sdk/bundle.ts';
import type { Given } from './plan.ts';

/** The web site whose pages end. */
export interface Site {
  /** Of the app. */
  url: string;
  /** Of a user's other window: another site, which has a process of its own. */
  homeUrl: string;
  otherUrl: string;
  given: Given | undefined;
  /** The user's other window opens this. */
  open: (url: string) => void;
  /** What pages have told, in order. */
  told: string[];
  close: () => Promise<void>;
}

/** Any path is a page. */
export async function startSite({ main, files }: Bundle): Promise<Site> {
  let asking: ServerResponse | undefined;
  const urls: string[] = [];
  /** One window is opened at each answer. */
  const answer = (): void => {
    const url = asking && urls.shift();
    if (url === undefined) return;
    asking!.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    asking!.end(JSON.stringify({ url }));
    asking = undefined;
  };
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url!, 'http://site');
    const [, kind, what] = pathname.split('/');
    if (kind === 'js') {
      response.writeHead(200, { 'content-type': 'text/javascript' });
      response.end(files.get(what!));
    } else if (what === 'next') {
      asking = response;
      response.on('close', () => {
        if (asking === response) asking = undefined;
      });
      answer();
    } else if (what === 'told') {
      site.told.push(decodeURIComponent(search.slice(1)));
      response.writeHead(204).end();
    } else {
      response.writeHead(200, { 'content-type': 'text/html', 'cache-control': 'no-cache' });
      response.end(html(main, site.given));
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const site: Site = {
    url: `http://127.0.0.1:${port}`,
    homeUrl: `http://home.localhost:${port}`,
    otherUrl: `http://localhost:${port}`,
    given: undefined,
    told: [],
    open(url) {
      urls.push(url);
      answer();
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  return site;
}

const html = (main: string, given: Given | undefined): string =>
  `<!doctype html><html lang="en"><head><title>Page</title><link rel="icon" href="data:,">
<script>window.given = ${JSON.stringify(given)};</script>
<script type="module" src="/js/${main}"></script></head><body><h1>Page</h1></body></html>`;
