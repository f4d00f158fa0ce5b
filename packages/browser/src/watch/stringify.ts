/**
 * `JSON.stringify` as the standard has it, on a page whose libraries give arrays or objects a `toJSON` of their own: Prototype.js
 * before 1.7 makes text of every array, which CloudWatch RUM refuses.
 */
export function stringify(value: unknown): string {
  const undo = [Array.prototype, Object.prototype].flatMap((prototype) => {
    const own = Object.getOwnPropertyDescriptor(prototype, 'toJSON');
    if (!own?.configurable) return [];
    delete (prototype as { toJSON?: unknown }).toJSON;
    return () => Object.defineProperty(prototype, 'toJSON', own);
  });
  try {
    return JSON.stringify(value);
  } finally {
    undo.forEach((restore) => restore());
  }
}

/**
 * A copy that nobody changes any more.
 *
 * @throws what JSON throws on cycles and BigInts, and what getters throw.
 */
export const copyJson = <T>(value: T): T => JSON.parse(stringify(value)) as T;
