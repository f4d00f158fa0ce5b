import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConsoleError } from '../errors/ConsoleError.ts';

/** Listens on 127.0.0.1 and returns the URL. */
export function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why =
        cause.code === 'EADDRINUSE'
          ? `${port} is already in use on 127.0.0.1, perhaps by another console; stop that, or take a free port with 0.`
          : `cannot listen on 127.0.0.1:${port}: ${cause.message}.`;
      reject(new ConsoleError('port', why, { cause }));
    });
    server.listen(port, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}
