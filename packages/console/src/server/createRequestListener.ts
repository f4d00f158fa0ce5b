import { randomUUID } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders, RequestListener, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Faults } from '../faults/createFaults.ts';
import { AwsError } from '../errors/AwsError.ts';
import { faultError } from '../faults/faultError.ts';
import { errorReply } from '../http/errorReply.ts';
import type { Exchange, Reply } from '../http/Exchange.ts';
import { decompress } from '../http/decompress.ts';
import { readBody } from '../http/readBody.ts';
import type { FindRoute, Route } from '../http/Route.ts';
import { corsHeaders } from './corsHeaders.ts';
import { findIntruder } from './findIntruder.ts';
import { ownHeaders } from './ownHeaders.ts';
import { sendReply } from './sendReply.ts';

interface Deps {
  findRoute: FindRoute;
  faults: Faults;
  clock: () => number;
  maxBodyBytes: number;
  /** Called for every request that is not a preflight, before faults. */
  onRequest: (route: Route) => void;
}

/** Turns a request into an answer: who may ask, preflight, faults, the route, CORS. */
export function createRequestListener({ findRoute, faults, clock, maxBodyBytes, onRequest }: Deps): RequestListener {
  const headersOf = (request: IncomingMessage, route: Route): OutgoingHttpHeaders => ({
    'cache-control': 'no-store',
    // Clients measure their clock against this header, so it tells the console's time.
    date: new Date(clock()).toUTCString(),
    'x-amzn-requestid': randomUUID(),
    ...(route.target === 'control' ? ownHeaders : corsHeaders(request.headers, false)),
  });

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { socket } = request;
    const { path, rawQuery } = splitUrl(request.url ?? '/');
    const preflight = request.method === 'OPTIONS';
    const method = preflight ? (request.headers['access-control-request-method'] ?? 'POST') : request.method!;
    const route = findRoute(method, path, request.headers);
    const headers = headersOf(request, route);

    const intruder = route.target === 'control' ? findIntruder(request.method!, request.headers) : undefined;
    if (intruder !== undefined) {
      const reply = errorReply(new AwsError(403, 'AccessDeniedException', intruder));
      // What is left of the body is not read.
      return sendReply(reply, { request, response, headers: { ...headers, connection: 'close' }, cut: false });
    }
    if (!preflight) onRequest(route);
    const broken = faults.breakRequest(route, preflight);
    if (broken === 'drop-mid-request') await firstChunk(request);
    if (broken) return void socket.destroy();
    if (preflight) {
      const allowed = route.target === 'control' ? headers : corsHeaders(request.headers, true);
      return void response.writeHead(204, allowed).end();
    }

    const exchange: Exchange = {
      method,
      path,
      rawQuery,
      headers: request.headers,
      remoteAddress: request.socket.remoteAddress ?? '127.0.0.1',
      ...(await readBody(request, maxBodyBytes)),
    };
    const body = faults.readsBody(route) ? await decompressed(exchange, maxBodyBytes * 10) : exchange.body;
    const { latency, outcome } = faults.take(route, body);
    // The timer does not keep the process alive: after close() nobody waits for this answer.
    if (latency > 0) await sleep(latency, undefined, { ref: false });
    if (outcome?.kind === 'drop-before') return void request.socket.destroy();
    const reply =
      outcome?.kind === 'status' ? errorReply(faultError(outcome, route.target)) : await handle(route, exchange);
    if (outcome?.kind === 'drop-after') return void request.socket.destroy();
    sendReply(reply, { request, response, headers, cut: outcome?.kind === 'drop-mid-answer' });
  };

  // When a request breaks off while its body is read, nobody is left to answer.
  return (request, response) => {
    const { socket } = request;
    void answer(request, response).catch(() => socket.destroy());
  };
}

async function handle(route: Route, exchange: Exchange): Promise<Reply> {
  try {
    return await route.handle(exchange);
  } catch (error) {
    return errorReply(error);
  }
}

/** Waits for the first bytes of the body and reads no further. */
async function firstChunk(request: IncomingMessage): Promise<void> {
  for await (const _ of request) return;
}

/** The body as faults look at it: one that does not decompress is matched as it came. */
const decompressed = (exchange: Exchange, limit: number): Promise<Buffer> =>
  decompress(exchange, limit).catch(() => exchange.body);

function splitUrl(url: string): { path: string; rawQuery: string } {
  const at = url.indexOf('?');
  return at < 0 ? { path: url, rawQuery: '' } : { path: url.slice(0, at), rawQuery: url.slice(at + 1) };
}
