/** Begins a piece of work when it is its turn. One that is given up before is never begun. */
export type Turns = <T>(work: () => Promise<T>, givenUp: AbortSignal) => Promise<T>;

/** At most so many pieces of work at one time, in the order in which they came. */
export function createTurns(most: number): Turns {
  let running = 0;
  const waiting = new Set<() => void>();
  const turn = (givenUp: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const begin = (): void => {
        waiting.delete(begin);
        running += 1;
        resolve();
      };
      if (running < most) return begin();
      waiting.add(begin);
      givenUp.addEventListener('abort', () => {
        if (waiting.delete(begin)) reject(givenUp.reason as Error);
      });
    });
  return async (work, givenUp) => {
    await turn(givenUp);
    try {
      return await work();
    } finally {
      running -= 1;
      const [next] = waiting;
      next?.();
    }
  };
}
