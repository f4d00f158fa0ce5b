/** Options of `fetch` (https://fetch.spec.whatwg.org/#requestinit) that may be getters of a Request or of a class. */
const INIT_NAMES = [
  ...['method', 'headers', 'body', 'referrer', 'referrerPolicy', 'mode', 'credentials', 'cache', 'redirect'],
  ...['integrity', 'keepalive', 'signal', 'duplex', 'priority', 'window'],
] as const;

/**
 * The arguments of a `fetch` with one header more. The app's own objects stay as they are: they may be frozen, or used
 * again.
 */
export function addHeader(args: Parameters<typeof fetch>, [name, value]: [string, string]): Parameters<typeof fetch> {
  const [input, init] = args;
  try {
    const given: Record<string, unknown> = { ...init };
    for (const key of INIT_NAMES) {
      const option = (init as Record<string, unknown> | null | undefined)?.[key];
      if (option !== undefined) given[key] = option;
    }
    const request = typeof input === 'object' && 'headers' in input ? input : undefined;
    const headers = new Headers((given['headers'] as HeadersInit | undefined) ?? request?.headers);
    headers.set(name, value);
    // With any options at all, a request loses these: https://fetch.spec.whatwg.org/#dom-request
    const kept = request && { referrer: request.referrer, referrerPolicy: request.referrerPolicy };
    return [input, { ...kept, ...given, headers }];
  } catch {
    return args; // The browser refuses such options in its own way.
  }
}
