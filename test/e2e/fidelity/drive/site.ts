import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The journeys' web site. */
export interface Site {
  /** By default on `localhost`: the intake is on 127.0.0.1, another host, as with AWS. */
  url: string;
  /** A folder of its own for one browser, whose pages find this in `window.pageSetup`; with a slash at the end. */
  folderFor: (subject: string, setup: object) => string;
  close: () => Promise<void>;
}

const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const STATUS: Record<string, number> = { ok: 200, missing: 404, broken: 500 };

/** Serves a page for any path `/<subject>-<number>/…`, the scripts under `/assets/`, and an API that answers as it is told. */
export async function startSite(scripts: Map<string, string>, host = 'localhost'): Promise<Site> {
  const setups: object[] = [];
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const [, folder = '', name = ''] = pathname.split('/');
    if (folder === 'api') setTimeout(() => answer(name, request, response), Number(searchParams.get('ms')));
    else if (folder === 'assets') send(response, scripts.get(name) ?? '', 'text/javascript');
    else {
      const [subject = '', number] = folder.split('-');
      send(response, html(subject, setups[Number(number)]), 'text/html');
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://${host}:${(server.address() as AddressInfo).port}`;
  return {
    url,
    folderFor: (subject, setup) => `${url}/${subject}-${setups.push(setup) - 1}/`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

const html = (subject: string, setup: object | undefined): string =>
  `<!doctype html><title>Journey</title><link rel="icon" href="data:,"><h1>Journey</h1>
  ${setup ? `<script>window.pageSetup = ${JSON.stringify(setup).replaceAll('<', '\\u003c')};</script>` : ''}
  ${subject === '' ? '' : `<script type="module" src="/assets/${subject}.js"></script>`}`;

function answer(how: string, request: IncomingMessage, response: ServerResponse): void {
  if (how === 'reset') request.socket.destroy();
  else if (how === 'image') send(response, PIXEL, 'image/gif');
  else send(response, '{}', 'application/json', STATUS[how]);
}

function send(response: ServerResponse, body: string | Buffer, type: string, status = 200): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-cache' }).end(body);
}
