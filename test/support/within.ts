import { setTimeout as sleep } from 'node:timers/promises';

/** What the work resolves with, if it does within so many milliseconds; else rejects with what `otherwise` says. */
export async function within<T>(ms: number, work: Promise<T>, otherwise: () => string): Promise<T> {
  const timer = new AbortController();
  const late = sleep(ms, undefined, { signal: timer.signal }).then(() => {
    throw new Error(otherwise());
  });
  work.catch(() => undefined);
  return Promise.race([work, late]).finally(() => timer.abort());
}
