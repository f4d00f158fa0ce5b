import { afterAll, expect, it } from 'vitest';
import { table } from '../../support/table.ts';
import { useShop, type Asked, type Tab } from './useShop.ts';

const shop = useShop();

const MINUTE = 60;
const found: [what: string, asked: Asked][] = [];
afterAll(() => {
  const rows = found.map(([what, { GetId, GetCredentialsForIdentity }]) => [what, GetId, GetCredentialsForIdentity]);
  console.info(table([['requests', 'GetId', 'GetCredentialsForIdentity'], ...rows].map((row) => row.map(String))));
});

/** What is asked for while `work` goes on. */
async function count(what: string, work: () => Promise<void>): Promise<Asked> {
  const before = shop.asked();
  await work();
  const after = shop.asked();
  const asked = {
    GetId: after.GetId - before.GetId,
    GetCredentialsForIdentity: after.GetCredentialsForIdentity - before.GetCredentialsForIdentity,
  };
  found.push([what, asked]);
  return asked;
}

const reload = async ({ page }: Tab, state: 'guest' | 'authenticated'): Promise<void> => {
  await page.reload();
  await page.waitForFunction((wanted) => globalThis.shopper?.rum?.state === wanted, state);
};

/** Goes on for some minutes with an event every few: what signs them is renewed more than those few ahead of its end. */
async function stay(tab: Tab, minutes: number, state: 'guest' | 'authenticated'): Promise<void> {
  for (let minute = 4; minute <= minutes; minute += 4) {
    await shop.passTime(4 * MINUTE, tab.page);
    await tab.record(`${state} after ${minute} min`);
    // At the latest a moment after the event, with the old ones still good.
    await tab.page.waitForFunction(
      ([monitor, ms]) => shopper.rum.health[monitor].credentialsExpireAt!.getTime() - Date.now() > ms,
      [state, 4 * MINUTE * 1000] as const,
    );
  }
}

it('guests: one of each for the first page, none for the next ones, then one an hour', async () => {
  let tab!: Tab;
  const first = await count("a guest's first page load", async () => {
    tab = await shop.open('pool');
    await tab.record('g1');
  });
  expect(first).toEqual({ GetId: 1, GetCredentialsForIdentity: 1 });

  const second = await count("a guest's next page load", async () => {
    await reload(tab, 'guest');
    await tab.record('g2');
  });
  expect(second).toEqual({ GetId: 0, GetCredentialsForIdentity: 0 });

  const hours = await count('a guest, two hours', () => stay(tab, 120, 'guest'));
  expect(hours).toEqual({ GetId: 0, GetCredentialsForIdentity: 2 });

  const later = await count("a guest's page load, hours later", async () => {
    await shop.passTime(180 * MINUTE, tab.page);
    await shop.context.addInitScript((seconds) => void (globalThis.ahead = seconds), 300 * MINUTE);
    await reload(tab, 'guest');
    await tab.record('g3');
  });
  expect(later).toEqual({ GetId: 0, GetCredentialsForIdentity: 1 });
  shop.expectClean();
});

it('users: one of each for the sign-in and for a page load, none for the guest who was there, then one an hour', async () => {
  const tab = await shop.open('pool');
  await tab.record('g1');
  const signIn = await count('a sign-in', async () => {
    await tab.signIn();
    await tab.record('u1');
  });
  expect(signIn).toEqual({ GetId: 1, GetCredentialsForIdentity: 1 });

  // What a user gets is kept nowhere but in the page's memory.
  const load = await count("a signed-in user's page load", async () => {
    await reload(tab, 'authenticated');
    await tab.record('u2');
  });
  expect(load).toEqual({ GetId: 1, GetCredentialsForIdentity: 1 });

  const hour = await count('a signed-in user, one hour', () => stay(tab, 60, 'authenticated'));
  expect(hour).toEqual({ GetId: 0, GetCredentialsForIdentity: 1 });
  const hours = await count('a signed-in user, three hours more', () => stay(tab, 180, 'authenticated'));
  expect(hours).toEqual({ GetId: 0, GetCredentialsForIdentity: 3 });

  const signOut = await count('a sign-out', async () => {
    await tab.signOut();
    await tab.record('g2');
  });
  // The guest's are hours old by now.
  expect(signOut).toEqual({ GetId: 0, GetCredentialsForIdentity: 1 });
  shop.expectClean();
});
