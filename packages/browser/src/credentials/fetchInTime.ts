/** Milliseconds that an answer may take, its body included. */
const TIMEOUT = 30_000;

/**
 * Fetches, and reads the answer, within a time. (`AbortSignal.timeout` is newer than the browsers we promise.)
 *
 * @param send makes the request, with this signal.
 */
export async function fetchInTime<T>(
  send: (signal: AbortSignal) => Promise<Response>,
  read: (response: Response) => Promise<T>,
  timeout = TIMEOUT,
): Promise<T> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), timeout);
  try {
    return await read(await send(controller.signal));
  } finally {
    clearTimeout(timer);
  }
}
