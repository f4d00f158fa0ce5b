import type { RumConfig } from '../api/types.ts';

/** Whether `pagesToInclude` and `pagesToExclude` allow a page, by its whole address. */
export function isPageAllowed({ pagesToInclude, pagesToExclude = [] }: RumConfig, url: string): boolean {
  // search() ignores where a pattern with the flag g has stopped the last time; test() does not.
  const matches = (pattern: RegExp): boolean => url.search(pattern) >= 0;
  return (pagesToInclude?.some(matches) ?? true) && !pagesToExclude.some(matches);
}
