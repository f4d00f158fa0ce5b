import { build } from 'esbuild';
import { listen } from './listen.ts';

export interface Site {
  /** `http://localhost:<port>`: localhost, since cookies in a tenant's iframe need the same site, and the clients a secure context. */
  origin: string;
  /** What the page finds in `window.config`. */
  configure: (config: object) => void;
  close: () => Promise<void>;
}

/** Bundles one module and serves it as a page, at every path. */
export async function startSite(entry: string): Promise<Site> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    write: false,
  });
  const script = outputFiles[0]!.text;
  let config: object = {};
  const server = await listen();
  server.answer((request, response) => {
    if (request.url === '/page.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    } else if (request.url === '/favicon.ico') {
      response.writeHead(204).end();
    } else {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
      const json = JSON.stringify(config).replace(/</g, '\\u003c');
      response.end(
        `<!doctype html><title>page</title><body><script>config = ${json}</script><script type="module" src="/page.js"></script></body>`,
      );
    }
  });
  return {
    origin: `http://localhost:${server.port}`,
    configure: (next) => (config = next),
    close: server.close,
  };
}
