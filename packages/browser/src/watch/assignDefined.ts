/** Copies what is defined: what an app gives as undefined counts as left out. @returns the target. */
export function assignDefined<T extends object>(target: T, source: object = {}): T {
  for (const [name, value] of Object.entries<unknown>(source as Record<string, unknown>))
    if (value !== undefined) Object.assign(target, { [name]: value });
  return target;
}
