import { connect, type Socket } from 'node:net';

/** Sends whole requests over a few connections, one after the other on each. Resolves with the seconds that it took. */
export async function sendAll(url: string, requests: readonly Buffer[], connections = 4): Promise<number> {
  const { hostname, port } = new URL(url);
  const sockets = await Promise.all(Array.from({ length: connections }, () => opened(Number(port), hostname)));
  let next = 0;
  const started = performance.now();
  await Promise.all(
    sockets.map(async (socket) => {
      while (next < requests.length) await exchange(socket, requests[next++]!);
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  for (const socket of sockets) socket.destroy();
  return seconds;
}

function opened(port: number, host: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host, noDelay: true }, () => resolve(socket));
    socket.once('error', reject);
  });
}

/** One request and its whole answer, which has the body {}. */
function exchange(socket: Socket, request: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const read = (chunk: Buffer): void => {
      answer += chunk.toString('latin1');
      if (!answer.includes('\r\n\r\n') || !/\{\}(\r\n0\r\n\r\n)?$/.test(answer)) {
        if (/^HTTP\/1\.1 [345]/.test(answer)) reject(new Error(answer));
        return;
      }
      socket.off('data', read);
      if (answer.startsWith('HTTP/1.1 200 ')) resolve();
      else reject(new Error(answer));
    };
    socket.on('data', read);
    socket.write(request);
  });
}
