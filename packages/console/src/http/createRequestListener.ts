import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Faults } from '../faults/createFaults.ts';
import { faultError } from '../faults/faultError.ts';
import { corsHeaders } from './corsHeaders.ts';
import { errorReply } from './errorReply.ts';
import type { Exchange, Reply } from './Exchange.ts';
import { readBody } from './readBody.ts';
import type { FindRoute, Route } from './Route.ts';

interface Deps {
  findRoute: FindRoute;
  faults: Faults;
  clock: () => number;
  maxBodyBytes: number;
  /** Called for every request that is not a preflight, before faults. */
  onRequest: (route: Route) => void;
}

/** Turns a request into an answer: preflight, faults, the route, CORS. */
export function createRequestListener({ findRoute, faults, clock, maxBodyBytes, onRequest }: Deps): RequestListener {
  const send = (request: IncomingMessage, response: ServerResponse, reply: Reply): void => {
    response.writeHead(reply.status, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      // Clients measure their clock against this header, so it tells the console's time.
      date: new Date(clock()).toUTCString(),
      'x-amzn-requestid': randomUUID(),
      ...corsHeaders(request.headers, false),
      ...reply.headers,
    });
    response.end(JSON.stringify(reply.body));
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '/' } = request;
    const at = url.indexOf('?');
    const path = at < 0 ? url : url.slice(0, at);
    const preflight = method === 'OPTIONS';
    const route = findRoute(preflight ? (request.headers['access-control-request-method'] ?? 'POST') : method, path, {
      amzTarget: request.headers['x-amz-target'],
    });

    if (!preflight) onRequest(route);
    if (faults.isOffline(route)) return void request.socket.destroy();
    if (preflight) {
      response.writeHead(204, corsHeaders(request.headers, true));
      return void response.end();
    }

    const fault = faults.take(route);
    const cut = (kind: string): boolean => fault.outcome?.kind === kind && Boolean(request.socket.destroy());
    const exchange: Exchange = {
      method,
      path,
      rawQuery: at < 0 ? '' : url.slice(at + 1),
      headers: request.headers,
      remoteAddress: request.socket.remoteAddress ?? '127.0.0.1',
      ...(await readBody(request, maxBodyBytes)),
    };
    // Not counted as a reason to keep the process running: after close() nobody waits for this answer.
    if (fault.latency > 0) await sleep(fault.latency, undefined, { ref: false });
    if (cut('drop-before')) return;
    const reply =
      fault.outcome?.kind === 'status'
        ? errorReply(faultError(fault.outcome, route.target))
        : await Promise.resolve(exchange).then(route.handle).catch(errorReply);
    if (cut('drop-after')) return;
    send(request, response, reply);
  };

  // A request that breaks off while its body is read has nobody left to answer.
  return (request, response) => void answer(request, response).catch(() => request.socket.destroy());
}
