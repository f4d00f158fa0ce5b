import type { AuthSource, AuthUser } from '../api/types.ts';
import { listen } from './listen.ts';
import { delayOf, firstFollowState, nextFollowState, type FollowInput } from './followState.ts';

/** How often to look whether the device has slept, in milliseconds. */
const HEARTBEAT = 60_000;

/** Who hears what the source says. */
export interface AuthListener {
  /** The first answer, and each that differs from the one before. `null` is a guest. */
  onAnswer: (user: AuthUser | null) => void;
  /** Why the source does not answer; once until it does. It is asked again. */
  onFailure: (cause: unknown) => void;
}

/**
 * Follows an AuthSource: each hint reads `current()` again, one call at a time, and only the newest answer counts. So
 * does whatever may have hidden a hint: the page comes back from the back/forward cache, or the device has slept.
 *
 * @returns what stops it.
 */
export function followAuthSource(source: AuthSource, { onAnswer, onFailure }: AuthListener): () => void {
  let state = firstFollowState;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** @returns what the listener is to hear of. */
  const step = (input: FollowInput) => {
    const before = state;
    const { state: next, report } = nextFollowState(before, input);
    state = next;
    if (next !== before) {
      clearTimeout(timer);
      const delay = delayOf(next);
      if (delay !== undefined) timer = setTimeout(() => step({ type: 'timeout' }), delay);
      if (next.question !== before.question) void ask(next.question);
    }
    return report;
  };

  const ask = async (question: number): Promise<void> => {
    try {
      const user = (await source.current()) ?? null;
      if (user && !user.subject) throw new Error('current() of the AuthSource gave a user without a subject');
      const key = user ? `${user.issuer} ${user.subject}` : '';
      if (step({ type: 'answer', question, user: key })) onAnswer(user);
    } catch (cause) {
      if (step({ type: 'failure', question })) onFailure(cause);
    }
  };

  const hint = (): void => void step({ type: 'hint' });
  let lastBeat = Date.now();
  const beat = setInterval(() => {
    // Timers stop while a device sleeps, and run late when it is busy.
    const slept = Date.now() - lastBeat > 3 * HEARTBEAT;
    lastBeat = Date.now();
    if (slept) hint();
  }, HEARTBEAT);
  const undo = [
    () => clearInterval(beat),
    // https://web.dev/articles/bfcache: what happened in between was not seen.
    listen(window, 'pageshow', ({ persisted }: PageTransitionEvent) => {
      if (persisted) hint();
    }),
    source.subscribe(hint),
  ];
  void ask(state.question);
  return () => {
    step({ type: 'stop' });
    undo.forEach((stop) => stop());
  };
}
