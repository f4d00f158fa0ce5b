import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useSuite } from '../../support/sdk/suite.ts';
import { vue } from './adapters.ts';
import { checks, type Check } from './checks.ts';
import { isQuick, opener, routerContract } from './contract.ts';
import type { Fault } from './RouterAdapter.ts';

const suite = useSuite(resolve(import.meta.dirname, 'pages/vue.ts'));

routerContract(vue, suite, isQuick);

describe('the contract finds an adapter that', () => {
  const { firstRoute, patterns } = checks;
  const [product, order] = ['/product/:id', '/account/orders/:order'];
  it.each<[Fault, Check, unknown]>([
    ['forgets the first route', firstRoute, ['/product/1']],
    ['forgets the first route', patterns, [product, product, order, '/']],
    // Once by the history and once by the router.
    ['doubles a view', patterns, expect.arrayContaining(['/product/1', product, '/account/orders/42', order])],
    ['names the path', patterns, ['/', '/product/1', '/product/2', '/account/orders/42', '/']],
  ])('%s', async (fault, { run }, actual) => {
    await expect(run(opener(suite, `adapter=${encodeURIComponent(fault)}`), vue)).rejects.toMatchObject({
      name: 'AssertionError',
      actual,
    });
  });
});
