type Method = (...args: unknown[]) => unknown;

/**
 * Watches calls of an object's methods: `settled` runs whenever one of them has settled, well or badly. The caller gets
 * the method's own promise, untouched.
 *
 * @returns the methods as they were, for calls that are not to be watched, and the undo.
 */
export function observe(target: object, names: readonly string[], settled: (name: string) => void) {
  const object = target as Record<string, Method | undefined>;
  const undo: (() => void)[] = [];
  const original: Record<string, Method> = {};
  for (const name of names) {
    const method = object[name];
    if (typeof method !== 'function') continue;
    const own = Object.hasOwn(object, name);
    const watched = function (this: unknown, ...args: unknown[]): unknown {
      const result = method.apply(this, args);
      const done = (): void => settled(name);
      // In a branch of its own: a rejection stays the caller's to handle.
      Promise.resolve(result).then(done, done);
      return result;
    };
    original[name] = method.bind(target);
    object[name] = watched;
    undo.push(() => {
      if (object[name] !== watched) return;
      if (own) object[name] = method;
      else Reflect.deleteProperty(object, name);
    });
  }
  return { original, stop: (): void => undo.forEach((restore) => restore()) };
}

/** Whether the page has just come back from a redirect to the identity provider. */
export const isRedirect = (search = location.search): boolean =>
  /[?&](code|error)=/.test(search) && /[?&]state=/.test(search);
