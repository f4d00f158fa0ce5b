import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

const PAGE = `<!doctype html><html lang="en"><head><base href="/"><link rel="icon" href="data:,">
<script type="module" src="/main.js"></script></head><body><app-root></app-root></body></html>`;

createServer(({ url }, response) => {
  const file = join('out', new URL(url, 'http://site').pathname);
  const isScript = file.endsWith('.js') && existsSync(file);
  response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html' });
  response.end(isScript ? readFileSync(file) : PAGE);
}).listen(Number(process.env.PORT), process.env.HOST);
