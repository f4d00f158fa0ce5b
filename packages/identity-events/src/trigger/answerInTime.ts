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

/** A timer of a busy machine is late: the answer is due this share of the deadline before. */
export const EARLIER = 0.05;

/**
 * Does the work of a trigger, or leaves it to a queue, within a deadline. Never rejects.
 *
 * Work that has failed, or has not been done after a third of the time, goes into the queue too; what is done first counts, and the
 * other is given up. It may be done all the same: the work must be idempotent.
 */
export async function answerInTime({ deadline, work, queue }: AnswerInTime): Promise<Answered> {
  const abort = new AbortController();
  const timers: ReturnType<typeof setTimeout>[] = [];
  const notWithin = (milliseconds: number): Promise<never> =>
    new Promise((_, fail) => {
      timers.push(setTimeout(() => fail(new DeadlineError(milliseconds)), milliseconds));
    });
  const over = notWithin(deadline * (1 - EARLIER));
  over.catch(() => undefined);
  // Counts from here: work that keeps the processor busy as it starts takes of its own time, and leaves the queue its.
  const tooSlow = notWithin(deadline / 3);
  const working = work(abort.signal).then((kind): Answered => ({ kind }));
  try {
    return await Promise.race([working, tooSlow]);
  } catch (because) {
    let notQueued: unknown;
    const queued = queue(abort.signal).then(
      (): Answered => ({ kind: 'queued', because }),
      (error: unknown) => {
        notQueued = error;
        throw error;
      },
    );
    try {
      return await Promise.race([Promise.any([working, queued]), over]);
    } catch (error) {
      return { kind: 'lost', because, notQueued: notQueued ?? error };
    }
  } finally {
    timers.forEach(clearTimeout);
    abort.abort();
  }
}

class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
  constructor(milliseconds: number) {
    super(`Not done within ${Math.round(milliseconds)} ms.`);
  }
}
