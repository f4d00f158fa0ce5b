type Method = (...args: unknown[]) => unknown;

/** What to do when somebody calls a watched method, and when the call is over, well or badly. */
export interface MethodListener {
  onCall: (name: string) => void;
  onSettled: (name: string) => void;
}

/**
 * Watches the methods of somebody else's object. Whoever calls one gets the method's own result.
 *
 * @returns what restores them.
 */
export function watchMethods(target: object, names: readonly string[], listener: MethodListener): () => void {
  const object = target as Record<string, Method | undefined>;
  const restore = names.map((name) => {
    const original = object[name];
    if (!original) return () => undefined;
    const isOwn = Object.hasOwn(object, name);
    const onSettled = (): void => listener.onSettled(name);
    const watched: Method = function (this: unknown, ...args) {
      const result = original.apply(this, args);
      listener.onCall(name);
      // In a branch of its own: a rejection stays the caller's to handle.
      Promise.resolve(result).then(onSettled, onSettled);
      return result;
    };
    object[name] = watched;
    return () => {
      if (object[name] !== watched) return; // Somebody else has wrapped it since.
      if (isOwn) object[name] = original;
      else Reflect.deleteProperty(object, name);
    };
  });
  return () => restore.forEach((undo) => undo());
}
