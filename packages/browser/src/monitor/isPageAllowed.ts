import { matchesAny } from '../api/matchesAny.ts';
import type { RumConfig } from '../api/types.ts';

/** Whether `pagesToInclude` and `pagesToExclude` allow a page, by its whole address. */
export const isPageAllowed = ({ pagesToInclude, pagesToExclude = [] }: RumConfig, url: string): boolean =>
  (!pagesToInclude || matchesAny(pagesToInclude, url)) && !matchesAny(pagesToExclude, url);
