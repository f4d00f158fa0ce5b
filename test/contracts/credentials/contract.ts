import { describe, expect, it } from 'vitest';
import type { Way } from './page.ts';
import type { Asked, useShop } from './useShop.ts';

const GUEST = 'DualRum-Guest';
export const USER = 'DualRum-Authenticated';

/** What one page load asks for with everybody's events sent: for the guest, and for the user. */
const once: Record<Way, { guest: Asked; user: Asked; served: number }> = {
  identity: { guest: asked(0, 0), user: asked(0, 0), served: 2 },
  function: { guest: asked(0, 0), user: asked(0, 0), served: 2 },
  pool: { guest: asked(1, 1), user: asked(2, 2), served: 0 },
  awsSdk: { guest: asked(1, 1), user: asked(2, 2), served: 0 },
  fromCognitoIdentityPool: { guest: asked(1, 1), user: asked(2, 2), served: 0 },
  Amplify: { guest: asked(1, 1), user: asked(2, 2), served: 0 },
};
function asked(GetId: number, GetCredentialsForIdentity: number): Asked {
  return { GetId, GetCredentialsForIdentity };
}

/** What most apps use. */
export const USUAL: Way[] = ['pool', 'Amplify'];
export const ALL = Object.keys(once) as Way[];

/** What credentials must do, by each of these ways to give them: the first test alone, or all others. */
export function credentialsContract(part: 'first' | 'others', shop: ReturnType<typeof useShop>, ways: Way[]): void {
  describe.each(ways)('credentials by %s', (way) => {
    const wanted = once[way];

    const sign = async (): Promise<void> => {
      const tab = await shop.open(way);
      // At once and one after the other: one request serves them all.
      await Promise.all([tab.record('g1', 'g2'), tab.record('g3')]);
      await tab.record('g4');
      expect(shop.asked()).toEqual(wanted.guest);
      await tab.signIn();
      await Promise.all([tab.record('u1', 'u2'), tab.record('u3')]);
      await tab.record('u4');
      expect(shop.asked()).toEqual(wanted.user);
      await tab.signOut();
      await tab.record('g5');
      expect(shop.asked()).toEqual(wanted.user);
      expect(shop.served()).toBe(wanted.served);

      expect(shop.arrived('guest')).toEqual(['g1', 'g2', 'g3', 'g4', 'g5'].map((type) => `${type} by ${GUEST}`));
      expect(shop.arrived('authenticated')).toEqual(['u1', 'u2', 'u3', 'u4'].map((type) => `${type} by ${USER}`));
      shop.expectClean();
      expect(await tab.page.evaluate(() => shopper.problems)).toEqual([]);
    };
    if (part === 'first') {
      it('sign each batch with the right role, and are asked for once', sign);
      return;
    }

    it('are renewed ahead of their end, once an hour', async () => {
      const tab = await shop.open(way);
      await tab.signIn();
      await tab.record('at 0 min');
      const before = shop.asked();
      const servedBefore = shop.served();
      const types = ['at 0 min'];
      for (let minute = 10; minute <= 180; minute += 10) {
        await shop.passTime(600, tab.page);
        types.push(`at ${minute} min`);
        await tab.record(types.at(-1)!);
      }
      const { GetId, GetCredentialsForIdentity } = shop.asked();
      const requests = {
        GetId: GetId - before.GetId,
        GetCredentialsForIdentity: GetCredentialsForIdentity - before.GetCredentialsForIdentity,
        served: shop.served() - servedBefore,
      };
      console.info(`${way}: in three signed-in hours ${JSON.stringify(requests)}`);
      // Lives of an hour, renewed when less than five minutes are left; Amplify's own cache holds 50 minutes.
      expect(requests.GetCredentialsForIdentity + requests.served).toBeLessThanOrEqual(4);
      expect(requests.GetCredentialsForIdentity + requests.served).toBeGreaterThanOrEqual(3);
      expect(shop.arrived('authenticated')).toEqual(types.map((type) => `${type} by ${USER}`));
      shop.expectClean();
    });

    const pooled = wanted.served > 0 ? undefined : it;
    pooled?.('lose nothing to a pool that is slow and fails', async () => {
      const faults = [
        { kind: 'latency' as const, ms: 1200, times: 3 },
        { kind: 'status' as const, status: 500, times: 4 },
        { kind: 'offline' as const, times: 2 },
      ];
      for (const fault of faults) shop.console.addFault({ target: 'identity', ...fault });
      const tab = await shop.open(way);
      await tab.page.evaluate(() => ['g1', 'g2'].forEach((type) => shopper.rum.recordEvent(type, {})));
      await tab.signIn();
      await tab.page.evaluate(() => ['u1', 'u2'].forEach((type) => shopper.rum.recordEvent(type, {})));
      await expect
        .poll(() => [shop.arrived('guest'), shop.arrived('authenticated')], { timeout: 50_000 })
        .toEqual([['g1', 'g2'].map((type) => `${type} by ${GUEST}`), ['u1', 'u2'].map((type) => `${type} by ${USER}`)]);
      shop.expectClean();
    });
  });
}
