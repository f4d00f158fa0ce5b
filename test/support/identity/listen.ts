import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Listening {
  port: number;
  /** Sets who answers; until then requests get 503. An issuer needs its port before it can exist. */
  answer: (listener: RequestListener) => void;
  /** Stops listening and cuts open connections. */
  close: () => Promise<void>;
}

/** An HTTP server on a free port of 127.0.0.1. */
export async function listen(): Promise<Listening> {
  let listener: RequestListener = (_request, response) => response.writeHead(503).end();
  const server = createServer((request, response) => listener(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    answer: (next) => (listener = next),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
