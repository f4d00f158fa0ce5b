import { describe, expect, it } from 'vitest';
import { ALL, credentialsContract, USER, USUAL } from './contract.ts';
import { useShop } from './useShop.ts';

const shop = useShop();
const without = (...left: string[]) => ALL.filter((way) => !left.includes(way));

credentialsContract('first', shop, without(...USUAL));
// Of an identity without an end there is nothing else to test: it is never renewed.
credentialsContract('others', shop, without('identity'));

describe('an empty id token', () => {
  it.each(['pool', 'fromCognitoIdentityPool'] as const)(
    'never brings guest credentials to the signed-in monitor: %s',
    async (way) => {
      const tab = await shop.open(way);
      await tab.record('g1');
      const before = shop.asked();
      await tab.page.evaluate(() => (shopper.empty = true));
      await tab.signIn();
      await tab.page.evaluate(() => shopper.rum.recordEvent('u1', {}));
      await tab.page.waitForFunction(() => shopper.problems.length > 0);
      expect(await tab.page.evaluate(() => shopper.problems)).toEqual(['credentials']);
      expect(shop.asked().GetCredentialsForIdentity).toBe(before.GetCredentialsForIdentity);
      await tab.page.evaluate(() => (shopper.empty = false));
      await tab.page.waitForFunction(() => shopper.rum.health.authenticated.queued === 0);
      expect(shop.arrived('authenticated')).toEqual([`u1 by ${USER}`]);
      shop.expectClean();
    },
  );
});
