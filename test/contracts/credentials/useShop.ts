import { startConsole, type RunningConsole } from '@dual-rum/console';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';
import { closeContext } from '../../support/closeContext.ts';
import { ensureBuilt } from '../../support/ensureBuilt.ts';
import { startCognitoPool, type CognitoPool } from '../../support/identity/cognitoPool.ts';
import { startSite, type Site } from '../../support/identity/site.ts';
import { movableClock, passTime, resetClock } from '../authSource/clock.ts';
import { bundlePage } from './bundlePage.ts';
import type { Given, Way } from './page.ts';

export interface Tab {
  page: Page;
  /** Records custom events and waits until they are acknowledged. */
  record: (...types: string[]) => Promise<void>;
  /** Somebody new signs in. */
  signIn: () => Promise<void>;
  signOut: () => Promise<void>;
}

/** Sum of `GetId` and `GetCredentialsForIdentity` so far. */
export interface Asked {
  GetId: number;
  GetCredentialsForIdentity: number;
}

/**
 * One console, one user pool and one browser for the tests of a file; each test has cookies and counts of its own.
 *
 * @param roleOf the role that the app's own server gives credentials of; default: the one that may write to the monitor.
 */
export function useShop(roleOf?: (monitorId: string) => string) {
  let shop: { console: RunningConsole; pool: CognitoPool; site: Site; browser: Browser } | undefined;
  let context: BrowserContext;
  /** How often the app's own server was asked for credentials. */
  let served = 0;
  let users = 0;

  beforeAll(async () => {
    ensureBuilt('browser');
    ensureBuilt('console');
    const bundled = await bundlePage();
    const [pool, site, browser] = await Promise.all([
      startCognitoPool(),
      startSite(bundled.path).finally(bundled.remove),
      launchBrowser(),
    ]);
    const console = await startConsole({
      // Not the function as it is now: tests move the clock.
      clock: () => Date.now(),
      identityPools: [{ issuers: [{ issuer: 'development' }, { issuer: pool.issuer, clientIds: [pool.clientId] }] }],
    });
    shop = { console, pool, site, browser };
  });
  afterAll(async () => {
    await shop?.browser.close();
    await Promise.all([shop?.console.close(), shop?.pool.close(), shop?.site.close()]);
  });
  beforeEach(async () => {
    await shop!.console.reset();
    served = 0;
    context = await shop!.browser.newContext();
    await context.addInitScript(movableClock);
    await context.exposeFunction('askCredentials', (monitor: string) => {
      served++;
      return shop!.console.issueCredentials(roleOf ? { role: roleOf(monitor) } : { monitor });
    });
  });
  afterEach(async () => {
    shop!.console.clearFaults();
    resetClock();
    await closeContext(context);
  });

  const byState = (state: 'guest' | 'authenticated') =>
    shop!.console.journeys().monitors.find((monitor) => monitor.state === state)!;
  return {
    get console() {
      return shop!.console;
    },
    get context() {
      return context;
    },
    served: () => served,
    asked: (): Asked => {
      const { GetId, GetCredentialsForIdentity } = shop!.console.status().credentialRequests;
      return { GetId, GetCredentialsForIdentity };
    },
    /** Custom events that have arrived, with the role that signed them. */
    arrived: (state: 'guest' | 'authenticated') =>
      shop!.console
        .events({ monitor: byState(state).id })
        .filter(({ type }) => !type.startsWith('com.amazon'))
        .map(({ type, role }) => `${type} by ${role}`),
    /** Nothing was refused, and nothing came twice. */
    expectClean: () => {
      expect(shop!.console.refused()).toEqual([]);
      expect(shop!.console.status().duplicates.count).toBe(0);
    },
    async open(way: Way, telemetries: Given['telemetries'] = []): Promise<Tab> {
      const { console, pool, site } = shop!;
      const identityPoolId = console.config.guest.identityPoolId!;
      site.configure({
        way,
        region: console.config.region,
        endpoint: console.endpoint,
        identityPoolId,
        guestId: byState('guest').id,
        authenticatedId: byState('authenticated').id,
        issuer: console.issuer,
        telemetries,
        amplify: {
          Auth: {
            Cognito: {
              userPoolId: pool.userPoolId,
              userPoolClientId: pool.clientId,
              userPoolEndpoint: pool.endpoint,
              identityPoolId,
              identityPoolEndpoint: console.identityPoolEndpoint,
              loginWith: { email: true },
              allowGuestAccess: true,
            },
          },
        },
      } satisfies Given);
      const page = await context.newPage();
      await page.goto(site.origin);
      await page.waitForFunction(() => globalThis.shopper?.rum?.state === 'guest');
      return {
        page,
        record: async (...types) => {
          const acknowledged = await page.evaluate(async (types) => {
            for (const type of types) shopper.rum.recordEvent(type, {});
            return shopper.rum.flush(25_000);
          }, types);
          expect(acknowledged).toBe(true);
        },
        signIn: async () => {
          // Somebody new: the identity that a user has from before is not a guest's any more.
          const user = `user${++users}`;
          await shop!.pool.addUser({ email: `${user}@example.com`, password: 'Correct-horse-1' });
          await page.evaluate((name) => shopper.signIn(name), user);
          await page.waitForFunction(() => shopper.rum.state === 'authenticated');
        },
        signOut: async () => {
          await page.evaluate(() => shopper.signOut());
          await page.waitForFunction(() => shopper.rum.state === 'guest');
        },
      };
    },
    passTime: (seconds: number, page: Page) => passTime(seconds, page),
  };
}
