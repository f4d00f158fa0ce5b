/** Whether one of the patterns matches. `test` would begin where the last match of a pattern with the flag `g` ended; `search` does not. */
export const matchesAny = (patterns: readonly RegExp[], text: string): boolean =>
  patterns.some((pattern) => text.search(pattern) >= 0);
