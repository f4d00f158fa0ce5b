import { patch } from '../watch/patch.ts';
import { watchPromise } from '../watch/watchPromise.ts';
import { addHeader } from './addHeader.ts';
import type { Answer, ObservedRequest, RequestFacts, RequestObserver } from './createRequestObserver.ts';

type Fetch = typeof globalThis.fetch;
type FetchArgs = Parameters<Fetch>;

/**
 * Patches `fetch`. Each request is observed by the observer that is current when it starts. The app gets the very promise
 * that the original fetch returned.
 *
 * @returns its undo.
 */
export function observeFetch(
  currentObserver: () => RequestObserver | undefined,
  onFailure: (cause: unknown) => void,
): () => void {
  const start = (args: FetchArgs): ObservedRequest | undefined => {
    let request: RequestFacts;
    try {
      request = readRequest(args);
    } catch {
      // The browser cannot read it either, and says so to the app.
      return undefined;
    }
    try {
      // Without an argument nothing is requested: fetch only says so.
      return args.length > 0 ? currentObserver()?.start(request) : undefined;
    } catch (cause) {
      onFailure(cause);
      return undefined;
    }
  };
  return patch(window, 'fetch', (original) => {
    return function (this: unknown, ...args: FetchArgs) {
      const observed = start(args);
      if (!observed) return original.apply(this as never, args);
      const { traceHeader } = observed;
      let response: Promise<Response>;
      try {
        response = original.apply(this as never, traceHeader ? addHeader(args, traceHeader) : args);
      } catch (error) {
        // Only a fetch that the app or a library has put in the browser's place throws.
        observed.failed(error);
        throw error;
      }
      const isWatched = watchPromise(response, (value) => onAnswer(observed, value), observed.failed);
      if (!isWatched) observed.forgotten();
      return response;
    };
  });
}

/** @throws where `fetch` itself will reject: an object that cannot be text. */
function readRequest([input, init]: FetchArgs): RequestFacts {
  const request = isRequest(input) ? input : undefined;
  return {
    url: request?.url ?? String(input),
    method: init?.method ?? request?.method ?? 'GET',
    headers: readHeaders(init?.headers ?? request?.headers),
  };
}

/** A Request of this window or of a frame. */
const isRequest = (input: unknown): input is Request => Object.prototype.toString.call(input) === '[object Request]';

function readHeaders(headers: HeadersInit | undefined): Headers | undefined {
  try {
    // An iterator can be read once, and that is for the browser to do.
    return headers && !('next' in headers) ? new Headers(headers) : undefined;
  } catch {
    return undefined; // The browser refuses them, too.
  }
}

function onAnswer(observed: ObservedRequest, value: unknown): void {
  const answer = readAnswer(value);
  if (answer) observed.answered(answer);
  else observed.forgotten();
}

/** The answer; undefined where it is none: a mock may resolve with anything. */
function readAnswer(value: unknown): Answer | undefined {
  try {
    const { status, statusText, ok, type, headers } = value as Response;
    if (typeof status !== 'number') return undefined;
    // A response in mode no-cors, or a redirect that the app asked to see, has no status and is no failure.
    const isOpaque = type === 'opaque' || type === 'opaqueredirect';
    return { status, statusText, isFailure: !ok && !isOpaque, contentLength: headers?.get?.('Content-Length') };
  } catch {
    return undefined;
  }
}
