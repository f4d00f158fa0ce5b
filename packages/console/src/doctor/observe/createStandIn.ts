import { randomUUID } from 'node:crypto';
import { request as send, type IncomingHttpHeaders } from 'node:http';
import type { RunningConsole } from '../../core/RunningConsole.ts';
import { startConsole } from '../../core/startConsole.ts';
import type { ConsoleOptions } from '../../options/ConsoleOptions.ts';
import type { Reference } from '../Observations.ts';
import type { RawRequest } from './readRequest.ts';
import { toReference } from './toReference.ts';

/** The ids of an app, as far as they are known. */
export interface Learned {
  guestId: string | undefined;
  authenticatedId: string | undefined;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** A console that answers in place of AWS. */
export interface StandIn {
  answer: (request: RawRequest) => Promise<Answer>;
  /** Undefined until it has answered. */
  reference: () => Reference | undefined;
  close: () => Promise<void>;
}

/**
 * Answers what an app sends to AWS by a console of its own, which starts with the first request.
 *
 * @param options of the console, where it is known what is deployed. Without them it is made of the ids that the app uses.
 */
export function createStandIn(options: ConsoleOptions | undefined, learn: () => Promise<Learned>): StandIn {
  let starting: Promise<RunningConsole> | undefined;
  let running: RunningConsole | undefined;
  const start = async (first: RawRequest): Promise<RunningConsole> => {
    running = await startConsole({ ...(options ?? learnedOptions(first, await learn())), port: 0 });
    return running;
  };
  return {
    async answer(request) {
      const { url } = await (starting ??= start(request));
      return forward(request, url, options === undefined ? running!.config.guest.identityPoolId : undefined);
    },
    reference: () =>
      running && toReference(options === undefined ? 'learned' : 'known', running.config, running.status()),
    close: async () => running?.close(),
  };
}

/** App monitors with the ids of the app, which take what it sends; the region is the one that the app calls. */
function learnedOptions({ url, headers }: RawRequest, { guestId, authenticatedId }: Learned): ConsoleOptions {
  const { hostname, pathname } = new URL(url);
  // A client that is not ours names its app monitor in the address alone.
  const id = guestId ?? /\/appmonitors\/([\da-f-]{36})/i.exec(pathname)?.[1] ?? randomUUID();
  const region = /^(?:dataplane\.rum|cognito-identity(?:-fips)?)\.([a-z\d-]+)\.amazonaws/.exec(hostname)?.[1];
  const host = headers['origin'] ?? '';
  return {
    ...(region !== undefined && { region }),
    appMonitors: [
      {
        name: `Guests of ${host}`.replace(/[^\w.-]/g, '_'),
        id,
        state: 'guest',
        resourcePolicy: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: '*', Action: 'rum:PutRumEvents', Resource: '*' }],
        },
      },
      {
        name: `Users of ${host}`.replace(/[^\w.-]/g, '_'),
        ...(authenticatedId !== undefined && { id: authenticatedId }),
        state: 'authenticated',
      },
    ],
  };
}

/** @param pool takes the place of whatever pool the app names. */
function forward(request: RawRequest, to: string, pool: string | undefined): Promise<Answer> {
  const { host, pathname, search } = new URL(request.url);
  const body = pool === undefined || pathname !== '/' ? request.body : withPool(request.body, pool);
  const { 'content-length': _, ...headers } = request.headers;
  return new Promise((resolve, reject) => {
    const sent = send(
      new URL(pathname + search, to),
      // The signature covers the host that the browser called.
      { method: request.method, headers: { ...headers, host, ...(body && { 'content-length': body.length }) } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks) }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body ?? undefined);
  });
}

function withPool(body: Buffer | null, pool: string): Buffer | null {
  return body && Buffer.from(body.toString('utf8').replace(/"IdentityPoolId":"[^"]*"/, `"IdentityPoolId":"${pool}"`));
}
