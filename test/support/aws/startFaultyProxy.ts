import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What goes wrong with a request. */
export type Fault =
  /** The connection breaks before the service hears of it. */
  | 'down'
  /** The service asks to slow down, in the words of S3 or DynamoDB. */
  | 'throttled'
  /** Half of the body arrives, then the connection breaks. */
  | 'half-written'
  /** The service does it, and the answer is lost. */
  | 'lost-response'
  /** The connection is taken, and nothing comes ever. */
  | 'hangs';

export interface SeenRequest {
  method: string;
  path: string;
  body: Buffer;
}

export interface FaultyProxy {
  url: string;
  /** Every request, with the fault it met. */
  seen: (SeenRequest & { fault: Fault | undefined })[];
  /** Decides for each request; undefined lets it pass. */
  decide: (request: SeenRequest) => Fault | undefined;
  /** Is told when the service has answered, before the client is. */
  answered: (request: SeenRequest) => void;
  /** Closes the port: whoever connects is refused. */
  goDown(): Promise<void>;
  /** Opens the same port again. */
  comeUp(): Promise<void>;
  close(): Promise<void>;
}

const THROTTLED = {
  dynamodb: [
    400,
    'application/x-amz-json-1.0',
    '{"__type":"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException","message":"slower"}',
  ],
  s3: [
    503,
    'application/xml',
    '<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>',
  ],
} as const;

/** A proxy between a function and a service of AWS that lets requests fail. */
export async function startFaultyProxy(target: string): Promise<FaultyProxy> {
  const { hostname, port } = new URL(target);

  async function pass(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const seen = { method: incoming.method ?? '', path: incoming.url ?? '', body: await buffer(incoming) };
    const fault = proxy.decide(seen);
    proxy.seen.push({ ...seen, fault });
    if (fault === 'down') return void incoming.socket.destroy();
    if (fault === 'hangs') return;
    if (fault === 'throttled') {
      const [status, type, text] = incoming.headers['x-amz-target'] ? THROTTLED.dynamodb : THROTTLED.s3;
      response.writeHead(status, { 'content-type': type });
      return void response.end(text);
    }
    const outgoing = send(
      { hostname, port, method: seen.method, path: seen.path, headers: { ...incoming.headers, connection: 'close' } },
      (answer) => {
        void buffer(answer).then((body) => {
          if (fault === 'lost-response') return void incoming.socket.destroy();
          proxy.answered(seen);
          response.writeHead(answer.statusCode ?? 502, answer.headers).end(body);
        });
      },
    );
    outgoing.on('error', () => incoming.socket.destroy());
    if (fault === 'half-written') {
      outgoing.write(seen.body.subarray(0, seen.body.length / 2), () => {
        outgoing.destroy();
        incoming.socket.destroy();
      });
    } else outgoing.end(seen.body);
  }

  const server = createServer((incoming, response) => {
    pass(incoming, response).catch(() => incoming.socket.destroy());
  });
  const listen = (at: number) => new Promise<void>((done) => server.listen(at, '127.0.0.1', done));
  const close = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  await listen(0);
  const { port: own } = server.address() as AddressInfo;
  const proxy: FaultyProxy = {
    url: `http://127.0.0.1:${own}`,
    seen: [],
    decide: () => undefined,
    answered: () => undefined,
    goDown: close,
    comeUp: () => listen(own),
    close,
  };
  return proxy;
}
