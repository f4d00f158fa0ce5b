/** What became of the work of a trigger: done at once, left to the queue, or neither. */
export type Answered =
  | { kind: 'delivered' | 'ignored' }
  | { kind: 'queued'; because: unknown }
  | { kind: 'lost'; because: unknown; notQueued: unknown };

export interface AnswerInTime {
  /** Milliseconds in which the trigger must be answered, whatever happens. */
  deadline: number;
  work: (abort: AbortSignal) => Promise<'delivered' | 'ignored'>;
  /** Leaves the work to a queue. */
  queue: (abort: AbortSignal) => Promise<unknown>;
}

/**
 * Does the work of a trigger, or leaves it to a queue, within a deadline. Never rejects.
 *
 * The work has a third of the time, for what cannot be done must still get into the queue. Work that is given up may be done all the
 * same, and again from the queue: it must be idempotent.
 */
export async function answerInTime({ deadline, work, queue }: AnswerInTime): Promise<Answered> {
  const started = performance.now();
  try {
    return { kind: await within(deadline / 3, work) };
  } catch (because) {
    try {
      await within(deadline - (performance.now() - started), queue);
      return { kind: 'queued', because };
    } catch (notQueued) {
      return { kind: 'lost', because, notQueued };
    }
  }
}

/** Rejects, and aborts the work, when the time is over. */
async function within<T>(milliseconds: number, work: (abort: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<never>((_, fail) => {
    timer = setTimeout(() => {
      const error = Object.assign(new Error(`Not done within ${Math.round(milliseconds)} ms.`), {
        name: 'DeadlineError',
      });
      fail(error);
      abort.abort(error);
    }, milliseconds);
  });
  try {
    return await Promise.race([work(abort.signal), over]);
  } finally {
    clearTimeout(timer);
  }
}
