/**
 * A process of its own: `bare` reads and discards bodies, `parsing` hashes and parses them besides, `memory` and a folder are consoles.
 * Prints where it is, and what to sign with.
 */
import { hash } from 'node:crypto';
import { createServer } from 'node:http';
import process from 'node:process';

const [kind] = process.argv.slice(2);
if (kind === 'bare' || kind === 'parsing') {
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => kind === 'parsing' && chunks.push(chunk));
    request.on('end', () => {
      if (kind === 'parsing') {
        const body = Buffer.concat(chunks);
        hash('sha256', body);
        JSON.parse(body.toString('utf8'));
      }
      response.end('{}');
    });
  });
  server.listen(0, '127.0.0.1', () =>
    console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}` })),
  );
} else {
  const { startConsole } = await import('@dual-rum/console');
  const rum = await startConsole(kind === 'memory' ? {} : { data: kind });
  const { appMonitorId } = rum.config.guest;
  const credentials = rum.issueCredentials({ monitor: 'DualRum_Unauthenticated' });
  console.log(JSON.stringify({ url: rum.url, appMonitorId, credentials }));
}
