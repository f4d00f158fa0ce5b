import type { Auth0ClientOptions } from '@auth0/auth0-spa-js';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type {} from '../../support/identity/pages/auth0.ts';
import { askIdentityPool } from './askIdentityPool.ts';
import { CLIENT } from './known.ts';
import type { Setting } from './Setting.ts';
import { logIn, settled, visit, type Visit } from './visit.ts';

const READY = 'auth0Client';

export function auth0Checks(setting: () => Setting): void {
  let open: Visit | undefined;

  beforeEach(() => {
    const { tenant } = setting().services;
    tenant.signInAs(null);
    tenant.refuseRefresh(false);
  });
  afterEach(() => open?.close());

  const start = async (options: Partial<Auth0ClientOptions> = {}): Promise<Page> => {
    const { browser, services } = setting();
    const { auth0Site, tenant } = services;
    auth0Site.configure({
      domain: `http://${tenant.domain}`,
      clientId: CLIENT,
      authorizationParams: { redirect_uri: auth0Site.origin },
      ...options,
    } satisfies Auth0ClientOptions);
    open = await visit(browser, auth0Site.origin, READY);
    return open.page;
  };

  /** By redirect, through the form. */
  const redirectLogin = async (page: Page): Promise<void> => {
    const { auth0Site, tenant } = setting().services;
    const form = page.waitForURL(`${tenant.issuer}u/login/**`);
    await page.evaluate(() => void auth0Client.loginWithRedirect());
    await form;
    await logIn(page, 'alice');
    await page.waitForURL(`${auth0Site.origin}/`);
    await settled(page, READY);
  };

  const subject = (page: Page) =>
    page.evaluate(async () => (await auth0Client.getIdTokenClaims())?.sub as string | undefined);
  const idToken = (page: Page) => page.evaluate(async () => (await auth0Client.getIdTokenClaims())!.__raw);
  const accessToken = (page: Page) => page.evaluate(() => auth0Client.getTokenSilently());
  /** The error's name, or undefined. */
  const renew = (page: Page) =>
    page.evaluate(() =>
      auth0Client.getTokenSilently({ cacheMode: 'off' }).then(
        () => undefined,
        (error: unknown) => (error as { error: string }).error,
      ),
    );

  it('logs in by redirect, renews by refresh token, survives a reload and logs out', async () => {
    const { auth0Site, console, tenant } = setting().services;
    const page = await start({ useRefreshTokens: true, cacheLocation: 'localstorage' });
    expect(await subject(page)).toBeUndefined();

    await redirectLogin(page);
    expect(await subject(page)).toBe('auth0|alice');
    expect(await askIdentityPool(console, tenant.issuer, await idToken(page))).toMatchObject({ write: 200 });

    const kept = () => page.evaluate(() => JSON.stringify(localStorage));
    const [before, stored, { refresh, silent }] = [await accessToken(page), await kept(), { ...tenant.requests }];
    const refreshTokenIn = (json: string) => /refresh_token[\\": ]+([\w-]+)/.exec(json)?.[1];
    expect(await renew(page)).toBeUndefined();
    expect(tenant.requests).toMatchObject({ refresh: refresh + 1, silent });
    expect(await accessToken(page)).not.toBe(before);
    expect(refreshTokenIn(stored)).toBeTruthy();
    expect(refreshTokenIn(await kept())).not.toBe(refreshTokenIn(stored));
    expect(await askIdentityPool(console, tenant.issuer, await idToken(page))).toMatchObject({ write: 200 });

    const { token } = tenant.requests;
    await page.reload();
    await settled(page, READY);
    expect(await subject(page)).toBe('auth0|alice');
    expect(tenant.requests.token).toBe(token);

    const back = page.waitForURL(`${auth0Site.origin}/bye`);
    await page.evaluate(
      (returnTo) => void auth0Client.logout({ logoutParams: { returnTo } }),
      `${auth0Site.origin}/bye`,
    );
    await back;
    await settled(page, READY);
    expect(await subject(page)).toBeUndefined();
    // The tenant has forgotten the user, too: it asks again.
    await redirectLogin(page);
    expect(await subject(page)).toBe('auth0|alice');
  });

  it('renews in an iframe with the memory cache, until the session ends', async () => {
    const { tenant } = setting().services;
    const page = await start({ cacheLocation: 'memory' });
    await redirectLogin(page);

    const { silent, refresh } = { ...tenant.requests };
    await page.reload();
    await settled(page, READY);
    expect(await subject(page)).toBe('auth0|alice');
    expect(await renew(page)).toBeUndefined();
    expect(tenant.requests).toMatchObject({ silent: silent + 2, refresh });

    tenant.expireSession('auth0|somebody-else');
    expect(await renew(page)).toBeUndefined();
    tenant.expireSession('auth0|alice');
    expect(await renew(page)).toBe('login_required');
    expect(await page.evaluate(() => auth0Client.isAuthenticated())).toBe(false);
  });

  it('renews by refresh token with the memory cache, in its worker', async () => {
    const { tenant } = setting().services;
    tenant.signInAs('bob');
    const page = await start({ useRefreshTokens: true, cacheLocation: 'memory' });
    const back = page.waitForURL(/code=/);
    await page.evaluate(() => void auth0Client.loginWithRedirect());
    await back;
    await settled(page, READY);
    expect(await subject(page)).toBe('auth0|bob');

    const { silent, refresh } = { ...tenant.requests };
    expect(await renew(page)).toBeUndefined();
    expect(tenant.requests).toMatchObject({ silent, refresh: refresh + 1 });
  });

  it('stays signed in while refresh tokens are refused, and renews again afterwards', async () => {
    const { tenant } = setting().services;
    const page = await start({ useRefreshTokens: true, cacheLocation: 'localstorage' });
    await redirectLogin(page);
    tenant.refuseRefresh(true);
    expect(await renew(page)).toBe('invalid_grant');
    expect(await subject(page)).toBe('auth0|alice');
    tenant.refuseRefresh(false);
    expect(await renew(page)).toBeUndefined();
  });

  it('falls back to the iframe when a refresh token is refused, if told to', async () => {
    const { tenant } = setting().services;
    const page = await start({
      useRefreshTokens: true,
      useRefreshTokensFallback: true,
      cacheLocation: 'localstorage',
    });
    await redirectLogin(page);
    tenant.refuseRefresh(true);
    const { silent } = tenant.requests;
    expect(await renew(page)).toBeUndefined();
    expect(tenant.requests.silent).toBe(silent + 1);
  });

  it('logs in in a popup, and reports one that the user cancels', async () => {
    const page = await start();
    const popup = async (act: (popup: Page) => Promise<void>): Promise<string | undefined> => {
      const opened = open!.context.waitForEvent('page');
      const outcome = page.evaluate(() =>
        auth0Client.loginWithPopup().then(
          () => undefined,
          (error: unknown) => (error as { error: string }).error,
        ),
      );
      await act(await opened);
      return outcome;
    };
    expect(await popup((window) => window.click('button:text-is("Cancel")'))).toBe('access_denied');
    expect(await popup((window) => logIn(window, 'carol@example.com'))).toBeUndefined();
    expect(await page.evaluate(() => auth0Client.getUser())).toMatchObject({
      sub: 'auth0|carol@example.com',
      email: 'carol@example.com',
      nickname: 'carol',
    });
  });
}
