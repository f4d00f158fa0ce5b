import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const STARTED = 'http.server.request.start';

/**
 * Follows the requests at a server of this process.
 *
 * @param url of the server.
 * @returns `answered`, which waits until those that are open now have ended, and `stop`.
 */
export function followRequests(url: string): { answered: (patience: number) => Promise<void>; stop: () => void } {
  const port = Number(new URL(url).port);
  const open = new Set<ServerResponse>();
  const onStart = (message: unknown): void => {
    const { socket, response } = message as { socket: Socket; response: ServerResponse };
    if (socket.localPort !== port) return;
    open.add(response);
    // Also when its page goes.
    response.once('close', () => open.delete(response));
  };
  subscribe(STARTED, onStart);
  return {
    async answered(patience) {
      const now = [...open];
      const deadline = performance.now() + patience;
      while (now.some((response) => open.has(response)) && performance.now() < deadline) await sleep(10);
    },
    stop: () => void unsubscribe(STARTED, onStart),
  };
}
