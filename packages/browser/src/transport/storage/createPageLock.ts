/** Tells other pages that this one still lives. */
export interface PageLock {
  /** Names the page. */
  page: string;
  hold(): void;
  /** Which pages hold their lock. */
  holders(): Promise<string[]>;
}

/** A Web Lock of the page. On plain http there are none, and every use fails: https://w3c.github.io/web-locks/#api */
export function createPageLock(prefix: string, locks: LockManager): PageLock {
  const page = `${prefix}${Math.random()}`;
  let held: Promise<unknown> | undefined;
  return {
    page,
    hold() {
      // Until the end of the page: there may be more to store, and a lock that comes and goes leaves gaps.
      held ??= locks.request(page, () => new Promise(() => undefined)).catch(() => undefined);
    },
    holders: async () => ((await locks.query()).held ?? []).map(({ name }) => name!),
  };
}
