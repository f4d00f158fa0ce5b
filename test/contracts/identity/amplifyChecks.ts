import type { ResourcesConfig } from 'aws-amplify';
import type { Page } from 'playwright-core';
import { setTimeout as wait } from 'node:timers/promises';
import { decodeJwt } from 'jose';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startCognitoPool, type CognitoPool } from '../../support/identity/cognitoPool.ts';
import type {} from '../../support/identity/pages/cognito.ts';
import { askIdentityPool } from './askIdentityPool.ts';
import { USER } from './known.ts';
import type { Setting } from './Setting.ts';
import { settled, visit, type Visit } from './visit.ts';

const READY = 'amplifyAuth';

export function amplifyChecks(setting: () => Setting): void {
  let open: Visit | undefined;

  beforeEach(() => setting().services.pool.refuseRefresh(false));
  afterEach(() => open?.close());

  const start = async (pool: CognitoPool = setting().services.pool): Promise<Page> => {
    const { browser, services } = setting();
    services.cognitoSite.configure({
      Auth: {
        Cognito: {
          userPoolId: pool.userPoolId,
          userPoolClientId: pool.clientId,
          userPoolEndpoint: pool.endpoint,
          loginWith: { email: true },
        },
      },
    } satisfies ResourcesConfig);
    open = await visit(browser, services.cognitoSite.origin, READY);
    return open.page;
  };

  /** The error's name, or undefined. */
  const signIn = (page: Page, user = USER) =>
    page.evaluate(
      ({ email, password }) =>
        amplifyAuth.signIn({ username: email, password, options: { authFlowType: 'USER_PASSWORD_AUTH' } }).then(
          ({ isSignedIn }) => (isSignedIn ? undefined : 'not signed in'),
          (error: unknown) => (error as Error).name,
        ),
      user,
    );
  const idToken = (page: Page, forceRefresh = false) =>
    page.evaluate(async (options) => (await amplifyAuth.fetchAuthSession(options)).tokens?.idToken?.toString(), {
      forceRefresh,
    });
  const currentUser = (page: Page) =>
    page.evaluate(() =>
      amplifyAuth.getCurrentUser().then(
        ({ userId }) => userId,
        (error: unknown) => (error as Error).name,
      ),
    );
  const events = (page: Page) => page.evaluate(() => amplifyAuth.events);

  it('signs in, renews, survives a reload and signs out', async () => {
    const { console, pool } = setting().services;
    const page = await start();
    expect(await currentUser(page)).toBe('UserUnAuthenticatedException');
    expect(await signIn(page, { ...USER, password: 'wrong' })).toBe('NotAuthorizedException');

    expect(await signIn(page)).toBeUndefined();
    const first = (await idToken(page))!;
    expect(decodeJwt(first)).toMatchObject({
      iss: pool.issuer,
      aud: pool.clientId,
      email: USER.email,
      token_use: 'id',
    });
    expect(await currentUser(page)).toBe(decodeJwt(first).sub);
    expect(await page.evaluate(() => amplifyAuth.fetchUserAttributes())).toMatchObject({ email: USER.email });
    expect(await askIdentityPool(console, pool.issuer, first)).toMatchObject({ write: 200 });

    const before = pool.requests['GetTokensFromRefreshToken'] ?? 0;
    const second = (await idToken(page, true))!;
    expect(second).not.toBe(first);
    expect(pool.requests['GetTokensFromRefreshToken']).toBe(before + 1);
    const { origin_jti: session, auth_time: signedInAt } = decodeJwt(first);
    expect(decodeJwt(second)).toMatchObject({ origin_jti: session, auth_time: signedInAt });
    expect(await askIdentityPool(console, pool.issuer, second)).toMatchObject({ write: 200 });
    expect(await events(page)).toEqual(['signedIn', 'tokenRefresh']);

    await page.reload();
    await settled(page, READY);
    expect(await idToken(page)).toBe(second);

    const revoked = pool.requests['RevokeToken'] ?? 0;
    await page.evaluate(() => amplifyAuth.signOut());
    expect(await currentUser(page)).toBe('UserUnAuthenticatedException');
    expect(pool.requests['RevokeToken']).toBe(revoked + 1);
    expect(await events(page)).toEqual(['signedOut']);
  });

  it('renews by itself shortly before the tokens expire', async () => {
    const pool = await startCognitoPool({ users: [USER], tokenSeconds: 6 });
    try {
      const page = await start(pool);
      await signIn(page);
      const first = await idToken(page);
      await wait(2000);
      expect(await idToken(page)).not.toBe(first);
      expect(pool.requests).toMatchObject({ GetTokensFromRefreshToken: expect.any(Number) as number });
    } finally {
      await pool.close();
    }
  });

  it('is signed out by a refused refresh', async () => {
    const { pool } = setting().services;
    const page = await start();
    await signIn(page);
    pool.refuseRefresh(true);
    expect(await idToken(page, true)).toBeUndefined();
    expect(await events(page)).toEqual(['signedIn', 'tokenRefresh_failure']);
    expect(await currentUser(page)).toBe('UserUnAuthenticatedException');
  });

  it('ends every session of a user who signs out everywhere', async () => {
    const { pool } = setting().services;
    const page = await start();
    const elsewhere = async (act: () => Promise<unknown>): Promise<string | undefined> => {
      await signIn(page);
      expect(await idToken(page, true)).toBeTruthy();
      await act();
      return idToken(page, true);
    };
    expect(await elsewhere(() => pool.signOutEverywhere(USER.email))).toBeUndefined();

    const other = open!;
    const second = await start();
    await signIn(second);
    const everywhere = () => second.evaluate(() => amplifyAuth.signOut({ global: true }));
    expect(await elsewhere(everywhere)).toBeUndefined();
    expect(pool.requests).toMatchObject({ GlobalSignOut: 1 });
    await other.close();
  });
}
