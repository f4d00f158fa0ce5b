import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Reply, SendEvent, StreamReply } from '../http/Exchange.ts';

/** How far a client may be behind before it is cut off, in bytes; it comes back and reads anew. */
const MAX_BEHIND = 4_194_304;
/** Tells a client, and what is between, that the connection lives. Milliseconds. */
const HEARTBEAT = 15_000;

interface Sending {
  request: IncomingMessage;
  response: ServerResponse;
  headers: OutgoingHttpHeaders;
  /** Breaks the connection in the middle of the body. */
  cut: boolean;
}

/** Sends an answer: JSON, a file, or events until the client goes. */
export function sendReply(reply: Reply, { request, response, headers, cut }: Sending): void {
  if ('stream' in reply) return sendEvents(reply, response, headers);
  // A text goes out with the headers in one write.
  const body = 'file' in reply ? reply.file : JSON.stringify(reply.body);
  response.writeHead(reply.status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    ...headers,
    ...reply.headers,
  });
  if (cut) response.write(body.slice(0, Math.floor(body.length / 2)), () => request.socket.destroy());
  else response.end(request.method === 'HEAD' ? undefined : body);
}

function sendEvents({ stream }: StreamReply, response: ServerResponse, headers: OutgoingHttpHeaders): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', ...headers });
  // A comment: it opens the stream for clients that wait for bytes.
  response.write(': open\n\n');
  const send: SendEvent = (name, data) => {
    if (response.writableLength > MAX_BEHIND) {
      response.destroy();
      return false;
    }
    // JSON has no line breaks, so one line is one event: https://html.spec.whatwg.org/multipage/server-sent-events.html
    response.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
    return true;
  };
  const stop = stream(send);
  const heartbeat = setInterval(() => response.write(': alive\n\n'), HEARTBEAT).unref();
  response.once('close', () => {
    clearInterval(heartbeat);
    stop();
  });
}
