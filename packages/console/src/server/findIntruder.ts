import type { IncomingHttpHeaders } from 'node:http';

/** Names of this machine alone: no name server can make them lead elsewhere, or make another name lead here. */
const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i;

/**
 * Why a request may not use what the console holds, as a sentence; undefined when it may. Programs send neither
 * `Origin` nor `Sec-Fetch-Site` and may; so may the console's own page, and a link in any page that a person follows.
 */
export function findIntruder(method: string, headers: IncomingHttpHeaders): string | undefined {
  const { host, origin } = headers;
  // A site whose name an attacker points at 127.0.0.1 has its own name in the header: https://en.wikipedia.org/wiki/DNS_rebinding
  if (host === undefined || !LOOPBACK.test(host)) {
    return `The host "${host ?? ''}" is not this machine's. Call the console by 127.0.0.1 or localhost.`;
  }
  if (origin !== undefined && hostOf(origin) !== host.toLowerCase()) {
    return `The page of ${origin} is not the console's own, which alone may read and change what the console holds.`;
  }
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return undefined;
  const followed =
    method === 'GET' && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  return followed
    ? undefined
    : 'Another site asked for this. Only the page of the console may, or a person who opens the address.';
}

function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host;
  } catch {
    return undefined;
  }
}
