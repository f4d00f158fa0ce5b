/** Longest wait between two attempts, in milliseconds. */
const MAX_WAIT = 60_000;

export interface LoaderOptions<Module> {
  load: () => Promise<Module>;
  /** Called with it, once. Whoever asked for it waits for this, too. */
  onLoad: (module: Module) => Promise<void>;
  /** Whether something waits for it. */
  isNeeded: () => boolean;
  /** Called at each failure while it is needed; the first in a row says so. */
  onFailure: (cause: unknown, isFirst: boolean) => void;
}

/** Loads a module once. While something waits for it, a chunk that did not arrive is asked for again, ever later. */
export function createLoader<Module>({ load, onLoad, isNeeded, onFailure }: LoaderOptions<Module>) {
  let loading: Promise<Module> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  const loadOnce = async (): Promise<Module> => {
    const module = await load();
    await onLoad(module);
    return module;
  };
  /** Resolves with undefined where it did not load. */
  const now = async (): Promise<Module | undefined> => {
    clearTimeout(timer);
    timer = undefined;
    const attempt = (loading ??= loadOnce());
    try {
      return await attempt;
    } catch (cause) {
      // Of several who wait for one attempt, the first sees to the next.
      if (loading !== attempt) return undefined;
      loading = undefined;
      if (!isNeeded()) return undefined;
      onFailure(cause, failures === 0);
      timer = setTimeout(() => void now(), Math.min(MAX_WAIT, 1000 * 2 ** failures++));
      return undefined;
    }
  };
  return {
    now,
    /** Unless a failed attempt is repeated by itself soon. */
    soon(): void {
      if (timer === undefined) void now();
    },
  };
}
