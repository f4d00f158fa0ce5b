import { join } from 'node:path';
import { decodeJwt } from 'jose';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';
import { closeContext } from '../../support/closeContext.ts';
import { ensureBuilt } from '../../support/ensureBuilt.ts';
import { startSite, type Site } from '../../support/identity/site.ts';
import type { Client, Provider } from './Client.ts';
import { passTime, resetClock } from './clock.ts';
import { visit, type Visit } from './visit.ts';

const ALICE = 'alice@example.com';
const BOB = 'bob@example.com';
const TOKEN = /^ey/;
/** Longer than any id token here lives: 10 hours. */
const TOO_LONG = 11 * 3600;

/** The first test alone, as a smoke of the client; or all. */
type Part = 'first' | 'all';

/** What every AuthSource must do, and the SDK by it, in a real browser against a real provider. */
export function authSourceContract(part: Part, ...clients: Client[]): void {
  let browser: Browser | undefined;
  beforeAll(async () => {
    ensureBuilt('browser');
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  describe.each(clients.map((client) => [client.name, client] as const))('%s', (_, { page: module, setUp }) => {
    let site: Site;
    let provider: Provider;
    let open: Visit;
    /** What `current()` may answer. It need not name the issuer. */
    const user = (who: string) => {
      const [subject, { issuer }] = [provider.subjectOf(who), provider];
      return expect.toBeOneOf([{ subject }, { subject, issuer }]) as unknown;
    };

    beforeAll(async () => {
      site = await startSite(join(import.meta.dirname, 'pages', `${module}.ts`));
      provider = await setUp(site.origin);
      site.configure(provider.config);
    });
    afterAll(async () => {
      await provider.close();
      await site.close();
    });
    beforeEach(async () => {
      open = await visit(browser!, site.origin, provider);
    });
    afterEach(async () => {
      provider.refuseRenewal(false);
      resetClock();
      site.configure(provider.config);
      await closeContext(open.context);
    });

    const signedIn = async () => {
      const tab = await open.open();
      await tab.is('guest');
      await tab.logIn(ALICE);
      await tab.is('authenticated');
      return tab;
    };

    const seesLogin = async (): Promise<void> => {
      const tab = await signedIn();
      expect(await tab.states()).toEqual(['pending', 'guest', 'authenticated']);
      expect(await tab.current()).toEqual(user(ALICE));
      const token = await tab.idToken();
      expect(decodeJwt(token)).toMatchObject({ sub: provider.subjectOf(ALICE), iss: provider.issuer });

      await tab.reload();
      await tab.is('authenticated');
      // No guest in between, for however short.
      expect(await tab.states()).toEqual(['pending', 'authenticated']);
      expect(new Set(await tab.answers())).toEqual(new Set([provider.subjectOf(ALICE)]));
      expect(await tab.current()).toEqual(user(ALICE));

      await tab.logOut();
      await tab.is('guest');
      expect(await tab.current()).toBeNull();
      expect(await tab.idToken()).not.toMatch(TOKEN);
      await tab.reload();
      await tab.is('guest');
      expect(await tab.states()).toEqual(['pending', 'guest']);
    };
    it('sees a login, a reload and a logout', seesLogin);
    if (part === 'first') return;

    it('says guest on the first page load, and no guest between coming back from the login page and being signed in', async () => {
      const tab = await open.open();
      await tab.is('guest');
      expect(await tab.states()).toEqual(['pending', 'guest']);
      expect(await tab.current()).toBeNull();
      expect(await tab.idToken()).not.toMatch(TOKEN);

      provider.signInAs(ALICE);
      const back = tab.page.waitForURL(/[?&]state=/, { waitUntil: 'commit' });
      await tab.page.evaluate(() => void app.loginWithRedirect());
      await back;
      await tab.is('authenticated');
      expect(await tab.states()).toEqual(['pending', 'authenticated']);
      expect(new Set(await tab.answers())).toEqual(new Set([provider.subjectOf(ALICE)]));
    });

    it('gives a fresh token when the one at hand is about to expire, or has, and stays signed in', async () => {
      const tab = await signedIn();
      const first = await tab.idToken();
      expect(await tab.idToken()).toBe(first);
      const { exp } = decodeJwt(first);
      await passTime(exp! - Date.now() / 1000 - 30, tab.page);
      // Alone and at once with others: credentials of both monitors may want one.
      const tokens = await Promise.all([tab.idToken(), tab.idToken(), tab.idToken(60)]);
      for (const token of tokens) {
        expect(decodeJwt(token)).toMatchObject({ sub: provider.subjectOf(ALICE) });
        expect(decodeJwt(token).exp! - Date.now() / 1000).toBeGreaterThan(60);
      }

      await passTime(TOO_LONG, tab.page);
      expect(await tab.current()).toEqual(user(ALICE));
      expect(decodeJwt(await tab.idToken()).exp! - Date.now() / 1000).toBeGreaterThan(60);
      expect(await tab.states()).toEqual(['pending', 'guest', 'authenticated']);
    });

    it('says guest once the provider refuses to renew what has expired', async () => {
      const tab = await signedIn();
      provider.refuseRenewal(true);
      await passTime(TOO_LONG, tab.page);
      expect(await tab.current()).toBeNull();
      expect(await tab.idToken()).not.toMatch(TOKEN);
      await restore(tab);
      await tab.is('guest');
    });

    it('rejects while the provider cannot be reached, which keeps the state', async () => {
      // Short only here: on a busy machine an iframe that does load may take seconds, and a client that gives up on it
      // takes the user of a new tab for a guest.
      site.configure({ ...provider.config, ...provider.configWhenCutOff });
      const tab = await signedIn();
      await passTime(TOO_LONG, tab.page);
      await open.cutOff(true);
      const token = tab.idToken();
      await restore(tab);
      await tab.page.waitForFunction(() => app.answers.at(-1) === 'unknown');
      expect(await token).not.toMatch(TOKEN);
      expect(await tab.states()).toEqual(['pending', 'guest', 'authenticated']);
      await tab.page.waitForFunction(() => app.problems.includes('auth'));

      await open.cutOff(false);
      await tab.page.waitForFunction(() => app.answers.at(-1) !== 'unknown');
      expect(await tab.current()).toEqual(user(ALICE));
      expect(await tab.states()).toEqual(['pending', 'guest', 'authenticated']);
    });

    it('hears of a logout in another tab', async () => {
      const first = await signedIn();
      const second = await open.open();
      await second.is('authenticated');
      await second.logOut();
      await second.is('guest');
      await first.is('guest');
      expect(await first.current()).toBeNull();
      expect(await first.idToken()).not.toMatch(TOKEN);
    });

    it('hears of another user', async () => {
      const tab = await signedIn();
      await tab.logIn(BOB);
      await tab.page.waitForFunction((bob) => app.answers.at(-1) === bob, provider.subjectOf(BOB));
      await tab.is('authenticated');
      expect(await tab.current()).toEqual(user(BOB));
      expect(decodeJwt(await tab.idToken())).toMatchObject({ sub: provider.subjectOf(BOB) });
    });

    it('hints before the app goes on after a login and after a logout', async () => {
      const tab = await open.open();
      await tab.is('guest');
      provider.signInAs(ALICE);
      const afterLogin = await tab.page.evaluate(async (name) => {
        app.changes = 0;
        await app.login(name);
        return app.changes;
      }, ALICE);
      expect(afterLogin).toBeGreaterThan(0);
      await tab.is('authenticated');
      const afterLogout = await tab.page.evaluate(async () => {
        app.changes = 0;
        await app.logout();
        return app.changes;
      });
      expect(afterLogout).toBeGreaterThan(0);
      await tab.is('guest');
    });

    it('makes no event wait for a token that it renews', async () => {
      const tab = await signedIn();
      await tab.page.evaluate(() => (app.changes = 0));
      const { exp } = decodeJwt(await tab.idToken());
      await passTime(exp! - Date.now() / 1000 - 30, tab.page);
      await tab.idToken(60);
      await letHintsCome(tab);
      expect(await tab.page.evaluate(() => app.changes)).toBe(0);
    });

    it('lets go of the client and the page', async () => {
      const tab = await signedIn();
      const after = await tab.page.evaluate(async () => {
        app.rum.dispose();
        const { before, now } = app.properties;
        const same = (one: unknown[], other: unknown[]) => one.every((value, index) => value === other[index]);
        const restored = now().length === before.length && now().every((each, index) => same(each, before[index]!));
        app.hints = 0;
        await app.logout();
        return { restored, hints: app.hints, listeners: app.listeners() };
      });
      expect(after).toEqual({ restored: true, hints: 0, listeners: [] });
    });

    /** Leaves time for hints that come late, such as those of the cookie store. */
    const letHintsCome = (tab: Awaited<ReturnType<typeof signedIn>>) => tab.page.waitForTimeout(100);

    /** What the SDK does when the page comes back from the back/forward cache: it asks again. */
    const restore = (tab: Awaited<ReturnType<typeof signedIn>>) =>
      tab.page.evaluate(() => void dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
  });
}
