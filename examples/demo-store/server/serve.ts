import { readdir, readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, sep } from 'node:path';
import type { Config } from '../src/config.ts';
import { createShopApi } from './shop-api.ts';

const HTML = 'text/html; charset=utf-8';

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': HTML,
  '.js': 'text/javascript; charset=utf-8',
  '.map': 'application/json',
};

export interface Shop {
  url: string;
  close: () => Promise<void>;
}

export interface ShopOptions {
  dist: string;
  /** Called once it is known where the shop is: an identity provider has to know that before it can be asked. */
  config: (url: string) => Config | Promise<Config>;
  /** 0, the default, takes any free one. */
  port?: number;
  /** The name in the URL: 127.0.0.1, the default, or localhost, which identity providers and their cookies prefer. */
  host?: '127.0.0.1' | 'localhost';
}

/** Serves the built shop and its API on 127.0.0.1. */
export async function startShop(options: ShopOptions): Promise<Shop> {
  const api = createShopApi();
  let pages: Awaited<ReturnType<typeof pageServer>> = (_request, response) =>
    Promise.resolve(void response.writeHead(503).end());

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://shop');
    const answer = url.pathname.startsWith('/api/') ? answerApi : pages;
    answer(request, response, url).catch((error: unknown) => {
      response.writeHead(500).end();
      console.error(error);
    });
  });

  async function answerApi(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const { status, body } = await api(request.method ?? 'GET', url, await readJson(request));
    response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(JSON.stringify(body));
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === 'EADDRINUSE';
      const why = taken ? 'it is already in use; take another one, or 0 for any free one' : cause.message;
      reject(new Error(`The shop cannot listen on port ${options.port} of 127.0.0.1: ${why}.`, { cause }));
    });
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const url = `http://${options.host ?? '127.0.0.1'}:${(server.address() as AddressInfo).port}`;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      // Browsers keep connections open, and close() alone would wait for them.
      server.closeAllConnections();
    });
  try {
    pages = await pageServer(options.dist, await options.config(url));
  } catch (error) {
    await close();
    throw error;
  }
  return { url, close };
}

/** Reads all pages at once: a build that replaces them while the shop runs cannot leave it with half of each. */
async function pageServer(dist: string, config: Config) {
  const names = (await readdir(dist, { recursive: true })).filter((name) => TYPES[extname(name)]);
  const files = new Map<string, Buffer | string>();
  for (const name of names) files.set(`/${name.replaceAll(sep, '/')}`, await readFile(join(dist, name)));
  const page = withConfig(String(files.get('/index.html')), config);
  files.delete('/index.html');

  return (_request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const type = TYPES[extname(url.pathname)];
    const file = files.get(url.pathname);
    if (type && file) {
      response.writeHead(200, { 'content-type': type }).end(file);
    } else if (type && type !== HTML) {
      response.writeHead(404).end();
    } else {
      // Every other address is the single page's own: the router knows whether it exists.
      response.writeHead(200, { 'content-type': HTML, 'cache-control': 'no-store' }).end(page);
    }
    return Promise.resolve();
  };
}

function withConfig(page: string, config: Config): string {
  // An escaped "<" keeps any value from closing the script element.
  const json = JSON.stringify(config).replaceAll('<', '\\u003c');
  return page.replace(/(<script type="application\/json" id="config">)[^<]*/, (_, open: string) => open + json);
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return undefined;
  }
}
