type Method = (...args: unknown[]) => unknown;
type Hint = (why: string) => void;
type Undo = () => void;

/**
 * Hints from a client that tells nobody of logins and logouts: its methods that may end in one are watched, and each
 * time one of them has settled, well or badly, that is a hint. The caller gets the method's own promise, untouched.
 *
 * @param listen starts whatever else gives hints, and returns the undos.
 */
export function observe(target: object, names: readonly string[], listen: (hint: Hint) => Undo[]) {
  const object = target as Record<string, Method>;
  const original: Record<string, Method> = {};
  const hints = new Set<Hint>();
  const waiting: (() => void)[] = [];
  // Back from the identity provider, with what the app has yet to fetch.
  const redirected = /[?&#](code|error|state)=.*&(code|error|state)=/.test(location.search + location.hash);
  let calls = 0;
  let settled = false;
  let undo: Undo[] | undefined;

  const hint: Hint = (why) => {
    waiting.splice(0).forEach((go) => go());
    hints.forEach((tell) => tell(why));
  };
  const watch = (name: string): Undo[] => {
    const method = object[name];
    if (!method) return [];
    const own = Object.hasOwn(object, name);
    const done = (): void => {
      calls--;
      settled = true;
      hint(name);
    };
    const watched = function (this: unknown, ...args: unknown[]): unknown {
      const result = method.apply(this, args);
      calls++;
      // In a branch of its own: a rejection stays the caller's to handle.
      Promise.resolve(result).then(done, done);
      return result;
    };
    original[name] = method;
    object[name] = watched;
    return [
      () => {
        if (object[name] !== watched) return; // Somebody else watches on top.
        if (own) object[name] = method;
        else Reflect.deleteProperty(object, name);
      },
    ];
  };
  const start = (): void => void (undo ??= [...names.flatMap(watch), ...listen(hint)]);
  // At once: the app may begin before anybody subscribes.
  start();

  return {
    /** A method as it was: what is called here hints at nothing. */
    call: (name: string, ...args: unknown[]): unknown => original[name]!.apply(target, args),
    /**
     * Whether an answer is on its way: a watched method runs; or the app has yet to call the first, and back from the
     * identity provider, or with `expected`, it will.
     */
    busy: (expected = false): boolean => calls > 0 || (!settled && (redirected || expected)),
    /** Resolves with the next hint. */
    next: (): Promise<void> => new Promise((go) => waiting.push(go)),
    hint,
    subscribe(tell: Hint): Undo {
      hints.add(tell);
      start();
      return () => {
        hints.delete(tell);
        if (hints.size > 0) return;
        undo?.forEach((stop) => stop());
        undo = undefined;
      };
    },
  };
}

/** A listener and its undo. */
export function on(target: EventTarget, type: string, listener: (event: never) => void): Undo {
  target.addEventListener(type, listener as EventListener);
  return () => target.removeEventListener(type, listener as EventListener);
}

/** Whether a renewal failed because the provider says no. Anything else leaves open who is signed in. */
export const isOver = (cause: unknown): boolean =>
  /_required$|^invalid_grant$|refresh_token$/.test((cause as { error?: string } | undefined)?.error ?? '');

/** Seconds until a token expires. */
export const secondsLeft = (exp = 0): number => exp - Date.now() / 1000;
