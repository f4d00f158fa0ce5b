/**
 * Wraps a method of an object.
 *
 * @throws TypeError where the object or the method is locked.
 * @returns its undo. When another library has wrapped the method since, ours stays below theirs: taking theirs off would
 *   break that library, so what is wrapped must be ready to pass calls through.
 */
export function patch<T extends object, K extends keyof T>(
  target: T,
  name: K,
  wrap: (original: T[K]) => T[K],
): () => void {
  const original = target[name];
  const wrapped = wrap(original);
  copyProperties(original as object, wrapped as object);
  target[name] = wrapped;
  return () => {
    if (target[name] === wrapped) target[name] = original;
  };
}

/** What the original has beside its code: its name and length, and whatever a mock or a library has put on it. */
function copyProperties(from: object, to: object): void {
  for (const name of Reflect.ownKeys(from)) {
    if (name !== 'prototype') Reflect.defineProperty(to, name, Reflect.getOwnPropertyDescriptor(from, name)!);
  }
}
