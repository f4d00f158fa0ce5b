/** Tells other pages that this one still lives. */
export interface PageLock {
  /** Name of this page's lock. Each stored row carries it. */
  page: string;
  /** Takes the lock and keeps it until `release`: a lock for each write would leave gaps in which other pages take the rows. */
  hold(): void;
  /** @returns whether it was held. */
  release(): boolean;
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
      if (release) return;
      const released = new Promise<void>((done) => (release = done));
      locks.request(page, () => released).catch(() => undefined);
    },
    release() {
      const held = Boolean(release);
      release?.();
      release = undefined;
      return held;
    },
    holders: async () => (await locks.query()).held!.map(({ name }) => name!),
  };
}
