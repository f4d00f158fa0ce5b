/** Whether one of the patterns matches. `test` would begin where the last match of a pattern with the flag `g` ended; `search` does not. */
export const matchesAny = (patterns: readonly RegExp[], text: string): boolean =>
  patterns.some((pattern) => text.search(pattern) >= 0);

/** Whether patterns allow a text. Without patterns to include all are included. */
export const isAllowed = (text: string, include?: readonly RegExp[], exclude: readonly RegExp[] = []): boolean =>
  (!include || matchesAny(include, text)) && !matchesAny(exclude, text);
