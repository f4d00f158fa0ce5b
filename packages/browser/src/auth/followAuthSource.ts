import type { AuthSource, AuthUser } from '../api/types.ts';
import { createSafely } from '../problems/createSafely.ts';
import { listen } from './listen.ts';
import { outsideZones } from './outsideZones.ts';
import { delayOf, firstFollowState, nextFollowState, type FollowInput } from './followState.ts';

/** How often to look whether the device has slept, in milliseconds. */
const HEARTBEAT = 60_000;

/** Who hears what the source says. Nothing of it may throw. */
export interface AuthListener {
  /**
   * Who is signed in may change with what happens now: it is not known until the next call of `onAnswer` or `onFailure`,
   * of which there is exactly one. More hints may come before it. A hint about a mere refresh of tokens is not reported.
   *
   * A page that is being left gets no answer. Whoever waits for one says how long.
   */
  onHint: () => void;
  /** Who is signed in; `null` for a guest. It may be the same user as before. */
  onAnswer: (user: AuthUser | null) => void;
  /** Why that is not known. The source is asked again, at each failure after a longer time, and then answers. Or why it gives no hints. */
  onFailure: (cause: unknown) => void;
}

/**
 * Follows an AuthSource: each hint reads `current()` again, one call at a time; only the newest answer counts. It is also read
 * again when a hint may have been missed: the page comes back from the back/forward cache, or the device has slept.
 *
 * `onHint` is called within the hint: before the app goes on with what the hint is about.
 *
 * @returns what stops it.
 */
export function followAuthSource(source: AuthSource, { onHint, onAnswer, onFailure }: AuthListener): () => void {
  let state = firstFollowState;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ignoreLeaving: (() => void) | undefined;

  const step = (input: FollowInput, cause?: unknown): void => {
    const before = state;
    const { state: next, report } = nextFollowState(before, input);
    state = next;
    if (next !== before) {
      clearTimeout(timer);
      const delay = delayOf(next);
      if (delay !== undefined) timer = setTimeout(() => step({ type: 'timeout' }), delay);
    }
    if (next.phase === 'leaving' || report === 'answer' || report === 'failure') {
      ignoreLeaving?.();
      ignoreLeaving = undefined;
    }
    if (report === 'hint') {
      // Only while it matters: https://web.dev/articles/bfcache#only-add-beforeunload-listeners-conditionally
      ignoreLeaving ??= listen(window, 'beforeunload', () => step({ type: 'leave' }));
      onHint();
    }
    if (report === 'answer') onAnswer(next.known!);
    if (report === 'failure') onFailure(cause);
    if (next.question !== before.question) void ask(next.question);
  };

  const ask = async (question: number): Promise<void> => {
    let user: AuthUser | null;
    try {
      user = (await source.current()) ?? null;
      if (user && !user.subject) throw new Error('current() of the AuthSource gave a user without a subject');
    } catch (cause) {
      return step({ type: 'failure', question }, cause);
    }
    step({ type: 'answer', question, user });
  };

  return outsideZones(() => {
    let lastBeat = Date.now();
    const beat = setInterval(() => {
      // Timers stop while a device sleeps, and run late when it is busy.
      const slept = Date.now() - lastBeat > 3 * HEARTBEAT;
      lastBeat = Date.now();
      if (slept) step({ type: 'hint', kind: 'refresh' });
    }, HEARTBEAT);
    const undo = [
      () => clearInterval(beat),
      // What happened while the page was away was not seen: https://web.dev/articles/bfcache
      listen(window, 'pageshow', ({ persisted }: PageTransitionEvent) => {
        if (persisted) step({ type: 'return' });
      }),
    ];
    createSafely(onFailure)(() => {
      // The app calls its client, and so gives the hint, in whatever zone it is.
      undo.push(source.subscribe((_why, kind = 'change') => outsideZones(() => step({ type: 'hint', kind }))));
    })();
    void ask(state.question);
    return () => {
      step({ type: 'stop' });
      ignoreLeaving?.();
      undo.forEach((stop) => stop());
    };
  });
}
