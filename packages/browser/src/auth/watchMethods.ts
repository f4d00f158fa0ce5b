import { watchPromise } from '../watch/watchPromise.ts';

/** How a call ended: `undefined` where it succeeded, else why not. */
export type Failure = { reason: unknown } | undefined;

type Method = (...args: unknown[]) => unknown;

/**
 * Watches the methods of somebody else's object. Whoever calls one gets the method's own result, untouched.
 *
 * @param onCall is called right before a method is, and returns what is called when that call is over.
 * @returns what restores the methods, and the names of those that cannot be watched: those of a frozen object.
 */
export function watchMethods(
  target: object,
  names: readonly string[],
  onCall: (name: string) => (failure: Failure) => void,
) {
  const object = target as Record<string, Method | undefined>;
  const restore: (() => void)[] = [];
  const unwatched: string[] = [];
  for (const name of names) {
    const original = object[name];
    if (typeof original !== 'function') continue;
    const own = Object.getOwnPropertyDescriptor(object, name);
    // A proxy has the name, the length and whatever else is on the method.
    const watched = new Proxy(original, {
      apply(method, self, args: unknown[]) {
        const onSettled = onCall(name);
        try {
          const result = Reflect.apply(method, self, args);
          const succeed = (): void => onSettled(undefined);
          if (!watchPromise(result, succeed, (reason) => onSettled({ reason }))) succeed();
          return result;
        } catch (reason) {
          onSettled({ reason });
          throw reason;
        }
      },
    });
    const value = { value: watched, configurable: true, writable: true, enumerable: own?.enumerable ?? false };
    if (!Reflect.defineProperty(object, name, value) || object[name] !== watched) {
      unwatched.push(name);
      continue;
    }
    restore.push(() => {
      if (object[name] !== watched) return; // Somebody else has wrapped it since.
      if (own) Reflect.defineProperty(object, name, own);
      else Reflect.deleteProperty(object, name);
    });
  }
  return { unwatched, stop: (): void => restore.forEach((undo) => undo()) };
}
