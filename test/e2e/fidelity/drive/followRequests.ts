import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { isBatch } from '../page/countBatches.ts';

const STARTED = 'http.server.request.start';

interface Started {
  socket: Socket;
  request: IncomingMessage;
  response: ServerResponse;
}

/**
 * Follows the requests at a server of this process.
 *
 * @param url of the server.
 * @returns `answered`, which waits until those that are open now have ended; `batches`, which waits until so many requests with a
 *   batch have ended; and `stop`.
 */
export function followRequests(url: string) {
  const port = Number(new URL(url).port);
  const open = new Set<ServerResponse>();
  let ended = 0;
  const onStart = (message: unknown): void => {
    const { socket, request, response } = message as Started;
    if (socket.localPort !== port) return;
    open.add(response);
    // Also when its page goes.
    response.once('close', () => {
      open.delete(response);
      if (request.method === 'POST' && isBatch(request.url!)) ended++;
    });
  };
  subscribe(STARTED, onStart);
  return {
    async batches(count: number, patience: number): Promise<void> {
      const deadline = performance.now() + patience;
      while (ended < count && performance.now() < deadline) await sleep(10);
    },
    async answered(patience: number): Promise<void> {
      const now = [...open];
      const deadline = performance.now() + patience;
      while (now.some((response) => open.has(response)) && performance.now() < deadline) await sleep(10);
    },
    stop: (): void => void unsubscribe(STARTED, onStart),
  };
}
