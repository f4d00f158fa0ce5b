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

/** Every check of the contract as a test. */
export function routerContract(adapter: RouterAdapter, suite: Suite): void {
  describe(adapter.name, () => {
    it.each(Object.values<Check>(checks))('$title', ({ run }) => run(opener(suite), adapter));
  });
}
