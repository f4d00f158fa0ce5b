import { startConsole, type RunningConsole } from '@dual-rum/console';
import type { Problem } from '@dual-rum/browser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../support/engines/Engine.ts';
import { cannotRun } from '../../support/engines/findEngine.ts';
import { launchEngine } from '../../support/engines/launchEngine.ts';
import { waitFor } from '../../support/engines/navigate.ts';
import { bundle } from '../../support/sdk/bundle.ts';
import { startSite, type Site } from '../../support/sdk/site.ts';

declare global {
  /** What has been reported. */
  var problems: Problem[];
}

/** Firefox takes neither cookies nor localStorage nor IndexedDB from any site. */
const BLOCKED = { 'network.cookie.cookieBehavior': 2 };

describe.skipIf(cannotRun('firefox'))('a Firefox that blocks all storage', () => {
  let rum: RunningConsole;
  let site: Site;
  let engine: Engine;
  beforeAll(async () => {
    rum = await startConsole();
    const { region, endpoint, guest, authenticated } = rum.config;
    const keys = ({ appMonitorId }: { appMonitorId: string }) => {
      const { accessKeyId, secretAccessKey, sessionToken } = rum.issueCredentials({ monitor: appMonitorId });
      return { appMonitorId, credentials: { accessKeyId, secretAccessKey, sessionToken } };
    };
    const given = {
      base: {
        region,
        endpoint,
        applicationVersion: '1.0.0',
        guest: keys(guest),
        authenticated: keys(authenticated),
        config: { allowCookies: true },
      },
      overrides: {},
    };
    const before = `window.sdkGiven = ${JSON.stringify(given)}; window.problems = [];
      window.sdkAtStart = () => sdk.start().onProblem((problem) => problems.push({ ...problem, cause: undefined }));`;
    site = await startSite(await bundle('plainPage.ts'), `<script>${before}</script>`);
    engine = await launchEngine('firefox', BLOCKED);
  });
  afterAll(async () => {
    await engine?.close();
    await Promise.all([rum?.close(), site?.close()]);
  });

  it('loses and misfiles nothing over sign-ins, another page and a closed tab, has sessions of their own on each page, and says why', async () => {
    const context = await engine.newContext();
    const page = await context.newPage();
    const visit = async (name: string): Promise<Problem[]> => {
      await page.goto(`${site.url}/${name}`);
      await waitFor(page, () => Boolean(globalThis.sdk?.rum));
      return page.evaluate(async (name) => {
        const { rum } = sdk;
        rum.recordEvent(`${name} as a guest`, {});
        rum.setSignedIn(true);
        rum.recordEvent(`${name} as a user`, {});
        await rum.flush();
        rum.setSignedIn(false);
        await sdk.until(() => problems.length > 0);
        rum.recordEvent(`${name} as it ends`, {});
        return problems;
      }, name);
    };
    const problems = [...(await visit('first')), ...(await visit('second'))];
    await page.close();
    const custom = (monitorId: string) =>
      rum
        .events()
        .filter(({ monitorId: id, type }) => id === monitorId && /^(first|second) as/.test(type))
        .map(({ type }) => type)
        .sort();
    const { guest, authenticated } = rum.config;
    await expect
      .poll(() => custom(guest.appMonitorId), { timeout: 20_000 })
      .toEqual(['first as a guest', 'first as it ends', 'second as a guest', 'second as it ends']);
    expect(custom(authenticated.appMonitorId)).toEqual(['first as a user', 'second as a user']);
    const sessions = new Set(rum.events().map(({ sessionId }) => sessionId));
    // A guest's and a user's.
    expect(sessions.size).toBe(2 * 2);
    expect(new Set(problems.map(({ type }) => type))).toEqual(new Set(['storage']));
    await context.close();
  });
});
