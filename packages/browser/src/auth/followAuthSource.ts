import type { AuthSource, AuthUser } from '../api/types.ts';

const FIRST_RETRY = 500;
const LAST_RETRY = 30_000;
/** How long a question may go unanswered once there is a newer hint. */
const PATIENCE = 10_000;
/** Answers in a row that a newer hint may outdate before one is taken all the same. */
const OUTDATED = 3;
/** A clock that jumps by more than a few beats has slept. */
const BEAT = 60_000;

/**
 * Follows an AuthSource: every hint reads `current()` again, one at a time, and only the newest answer counts. So does
 * whatever may have hidden a hint: the page comes back from the back/forward cache, or the device has slept.
 *
 * @param apply gets the first answer, then each that differs from the one before.
 * @param unknown hears why an answer could not be had, once until there is one; the state is kept and the question asked
 * again.
 * @returns its undo.
 */
export function followAuth(
  auth: AuthSource,
  apply: (user: AuthUser | null) => void,
  unknown: (cause: unknown) => void,
): () => void {
  let turn = 0;
  let reading = false;
  let again = false;
  let stopped = false;
  let outdated = 0;
  let failures = 0;
  let known: string | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let overdue: ReturnType<typeof setTimeout> | undefined;

  const read = async (): Promise<void> => {
    const mine = ++turn;
    clearTimeout(retry);
    clearTimeout(overdue);
    overdue = undefined;
    reading = true;
    again = false;
    let next: number | undefined;
    try {
      const user = (await auth.current()) ?? null;
      if (mine !== turn) return;
      if (user && !user.subject) throw new Error('current() of the AuthSource gave a user without a subject');
      failures = 0;
      if (again && ++outdated <= OUTDATED) next = 0;
      else {
        // Where every answer comes with a hint, asking at once would never end.
        if (again) next = FIRST_RETRY;
        outdated = 0;
        const name = user ? `${user.issuer} ${user.subject}` : '';
        if (name !== known) {
          known = name;
          apply(user);
        }
      }
    } catch (cause) {
      if (mine !== turn) return;
      if (failures === 0) unknown(cause);
      next = again ? FIRST_RETRY : Math.min(FIRST_RETRY * 2 ** failures, LAST_RETRY) * (0.75 + Math.random() / 4);
      failures++;
    }
    reading = false;
    if (stopped) return;
    if (next === 0) void read();
    else if (next) retry = setTimeout(() => void read(), next);
  };

  const hint = (): void => {
    if (stopped) return;
    if (!reading) return void read();
    again = true;
    // A question that hangs must not keep the newer one from being asked; its own answer counts no more.
    overdue ??= setTimeout(() => void read(), PATIENCE);
  };

  const onShow = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) hint();
  };
  let beat = Date.now();
  const heart = setInterval(() => {
    const slept = Date.now() - beat > 3 * BEAT;
    beat = Date.now();
    if (slept) hint();
  }, BEAT);
  window.addEventListener('pageshow', onShow);
  const undo = auth.subscribe(hint);
  void read();
  return () => {
    stopped = true;
    turn++;
    clearTimeout(retry);
    clearTimeout(overdue);
    clearInterval(heart);
    window.removeEventListener('pageshow', onShow);
    undo();
  };
}
