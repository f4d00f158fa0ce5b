import type { UserManagerSettings } from 'oidc-client-ts';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type {} from '../../support/identity/pages/oidc.ts';
import { askIdentityPool } from './askIdentityPool.ts';
import { OIDC_CLIENT } from './known.ts';
import type { Setting } from './Setting.ts';
import { logIn, settled, visit, type Visit } from './visit.ts';

const READY = 'userManager';

export function oidcChecks(setting: () => Setting): void {
  let open: Visit | undefined;

  beforeEach(() => setting().services.tenant.signInAs(null));
  afterEach(() => open?.close());

  const start = async (options: Partial<UserManagerSettings> = {}): Promise<Page> => {
    const { browser, services } = setting();
    const { oidcSite, tenant } = services;
    oidcSite.configure({
      authority: tenant.issuer,
      client_id: OIDC_CLIENT,
      redirect_uri: `${oidcSite.origin}/callback`,
      silent_redirect_uri: `${oidcSite.origin}/silent`,
      post_logout_redirect_uri: `${oidcSite.origin}/bye`,
      scope: 'openid profile email',
      ...options,
    } satisfies UserManagerSettings);
    open = await visit(browser, oidcSite.origin, READY);
    return open.page;
  };

  const signIn = async (page: Page): Promise<void> => {
    const { oidcSite, tenant } = setting().services;
    const form = page.waitForURL(`${tenant.issuer}u/login/**`);
    await page.evaluate(() => void userManager.signinRedirect());
    await form;
    await logIn(page, 'dave');
    await page.waitForURL(`${oidcSite.origin}/`);
    await settled(page, READY);
  };

  const user = (page: Page) =>
    page.evaluate(async () => {
      const current = await userManager.getUser();
      return (
        current && {
          subject: current.profile.sub,
          idToken: current.id_token!,
          accessToken: current.access_token,
          refreshToken: current.refresh_token,
        }
      );
    });
  /** The error's name, or undefined. */
  const renew = (page: Page) =>
    page.evaluate(() =>
      userManager.signinSilent().then(
        () => undefined,
        (error: unknown) => (error as { error: string }).error,
      ),
    );

  it('signs in by redirect, renews by refresh token, forgets the user and signs out', async () => {
    const { console, oidcSite, tenant } = setting().services;
    const page = await start({ scope: 'openid profile email offline_access' });
    expect(await user(page)).toBeNull();

    await signIn(page);
    const first = (await user(page))!;
    expect(first).toMatchObject({ subject: 'auth0|dave', refreshToken: expect.any(String) as string });
    expect(await askIdentityPool(console, tenant.issuer, first.idToken)).toMatchObject({ write: 200 });

    const { refresh, silent } = { ...tenant.requests };
    expect(await renew(page)).toBeUndefined();
    const second = (await user(page))!;
    expect(tenant.requests).toMatchObject({ refresh: refresh + 1, silent });
    expect(second.accessToken).not.toBe(first.accessToken);
    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect(await askIdentityPool(console, tenant.issuer, second.idToken)).toMatchObject({ write: 200 });

    await page.evaluate(() => userManager.removeUser());
    expect(await user(page)).toBeNull();
    // Only the page has forgotten: the tenant's session gives the user back without a form.
    expect(await renew(page)).toBeUndefined();
    expect(await user(page)).toMatchObject({ subject: 'auth0|dave' });

    const back = page.waitForURL(`${oidcSite.origin}/bye**`);
    await page.evaluate(() => void userManager.signoutRedirect());
    await back;
    await settled(page, READY);
    expect(await user(page)).toBeNull();
    expect(await renew(page)).toBe('login_required');
  });

  it('renews in an iframe without a refresh token, until the session ends', async () => {
    const { tenant } = setting().services;
    const page = await start();
    await signIn(page);
    const first = (await user(page))!;
    expect(first.refreshToken).toBeUndefined();

    const { refresh, silent } = { ...tenant.requests };
    expect(await renew(page)).toBeUndefined();
    expect((await user(page))!.accessToken).not.toBe(first.accessToken);
    expect(tenant.requests).toMatchObject({ refresh, silent: silent + 1 });
    tenant.expireSession();
    expect(await renew(page)).toBe('login_required');
  });
}
