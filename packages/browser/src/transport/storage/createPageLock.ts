/** Tells other pages that this one still lives. */
export interface PageLock {
  /** Names the page. */
  page: string;
  hold(): void;
  release(): void;
  /** Which pages hold their lock. */
  holders(): Promise<string[]>;
}

/** A Web Lock of the page. On plain http there are none, and every use fails: https://w3c.github.io/web-locks/#api */
export function createPageLock(prefix: string, locks: LockManager): PageLock {
  const page = `${prefix}${Math.random()}`;
  let release: (() => void) | undefined;
  return {
    page,
    hold() {
      // Until the end of the page: there may be more to store, and a lock that comes and goes leaves gaps.
      if (release) return;
      const released = new Promise<void>((done) => (release = done));
      locks.request(page, () => released).catch(() => undefined);
    },
    release: () => release?.(),
    holders: async () => ((await locks.query()).held ?? []).map(({ name }) => name!),
  };
}
