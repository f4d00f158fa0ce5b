import type { Listening } from './identity/listen.ts';

/** Any path is a page that runs this script. */
export function servePage(site: Listening, script: Uint8Array): void {
  site.answer((request, response) => {
    const isScript = request.url === '/main.js';
    response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html' });
    response.end(
      isScript
        ? script
        : '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/main.js"></script>',
    );
  });
}
