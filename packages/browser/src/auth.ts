import type { AuthSource, AuthUser } from './types.ts';

const FIRST_RETRY = 500;
const LAST_RETRY = 30_000;

/**
 * Follows an AuthSource: every hint reads `current()` again, one at a time, and only the newest answer counts.
 *
 * @param apply gets each answer; it decides whether anything changed.
 * @param unknown hears why an answer could not be had; the state is kept and the question asked again.
 * @returns its undo.
 */
export function followAuth(
  auth: AuthSource,
  apply: (user: AuthUser | null) => void,
  unknown: (cause: unknown) => void,
): () => void {
  let reading = false;
  let again = false;
  let stopped = false;
  let retry = FIRST_RETRY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const read = async (): Promise<void> => {
    clearTimeout(timer);
    if (reading) {
      again = true;
      return;
    }
    reading = true;
    try {
      do {
        again = false;
        const user = await auth.current();
        if (stopped) return;
        if (!again) apply(user);
        retry = FIRST_RETRY;
      } while (again);
    } catch (cause) {
      if (stopped) return;
      unknown(cause);
      timer = setTimeout(() => void read(), again ? 0 : retry);
      retry = Math.min(retry * 2, LAST_RETRY);
    } finally {
      reading = false;
    }
  };

  const undo = auth.subscribe(() => void read());
  void read();
  return () => {
    stopped = true;
    clearTimeout(timer);
    undo();
  };
}
