import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** What happens to what a client and a server say to each other. */
export interface TcpProxy {
  port: number;
  /** Milliseconds that everything takes longer, each way. */
  delay: number;
  /** Of pieces that the server sends: instead of being passed on, they end the connection. From 0 to 1. */
  loses: number;
  /** Connections that were ended so. */
  lost: number;
  /** Takes connections and says nothing, and keeps what it has heard. */
  silent: boolean;
  /** Ends all connections. */
  cut: () => void;
  close: () => Promise<void>;
}

/**
 * A proxy for any protocol over TCP.
 * @param target a port of 127.0.0.1; it may be given later, with `proxy.target`
 * @param random from 0 to 1, for what it loses
 */
export async function startTcpProxy(
  target = 0,
  random: () => number = Math.random,
): Promise<TcpProxy & { target: number }> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(proxy.target, '127.0.0.1');
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.setNoDelay(true);
      from.on('data', (chunk) => {
        if (proxy.silent) return;
        if (from === upstream && random() < proxy.loses) {
          proxy.lost++;
          from.destroy();
          to.destroy();
          return;
        }
        if (proxy.delay === 0) to.write(chunk);
        // In order: timers of one length fire in the order in which they were set.
        else setTimeout(() => to.write(chunk), proxy.delay);
      });
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const proxy = {
    port: (server.address() as AddressInfo).port,
    target,
    delay: 0,
    loses: 0,
    lost: 0,
    silent: false,
    cut,
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        cut();
      }),
  };
  return proxy;
}
