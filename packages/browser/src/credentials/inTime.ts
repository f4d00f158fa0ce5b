/** Milliseconds that an answer may take, its body included. */
const TIMEOUT = 30_000;

/** Nobody answered in time. */
export const NO_ANSWER = new Error('no answer');

/**
 * Waits for work with the network, but not for ever. (`AbortSignal.timeout` is newer than the browsers we promise.)
 *
 * @param work heeds this signal, where it can. In Firefox and WebKit a request never settles that was answered while its page was in
 * the back/forward cache, not even as it is aborted.
 * @throws `NO_ANSWER`; what the work throws.
 */
export async function inTime<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, failed) => (timer = setTimeout(failed, TIMEOUT, NO_ANSWER)));
  try {
    return await Promise.race([work(controller.signal), late]);
  } finally {
    clearTimeout(timer);
    controller.abort();
  }
}
