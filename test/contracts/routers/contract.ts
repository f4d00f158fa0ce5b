import { describe, it } from 'vitest';
import type { Suite } from '../../support/sdk/suite.ts';
import type { Tab } from '../../support/sdk/tab.ts';
import { checks, type Check } from './checks.ts';
import type { RouterAdapter } from './RouterAdapter.ts';

/** Opens the app of a suite; `more` is added to the query of its first page. */
export const opener =
  (suite: Suite, more = '') =>
  (path: string): Promise<Tab> =>
    suite.visit({ path: path + (more && `${path.includes('?') ? '&' : '?'}${more}`), start: () => void sdk.start() });

type Name = keyof typeof checks;

/** Every check of the contract as a test, or some of them. */
export function routerContract(
  adapter: RouterAdapter,
  suite: Suite,
  which: (name: Name) => boolean = () => true,
): void {
  const chosen = (Object.keys(checks) as Name[]).filter(which).map((name): Check => checks[name]);
  describe(adapter.name, () => {
    it.each(chosen)('$title', ({ run }) => run(opener(suite), adapter));
  });
}

/** Checks that `npm test` runs for each adapter; the rest are for `npm run test:full`. */
export const isQuick = (name: Name): boolean => ['firstRoute', 'patterns', 'redirects'].includes(name);
