import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startConsole, type RunningConsole } from '@dual-rum/console';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENGINES } from '../../support/engines/Engine.ts';
import { cannotRun } from '../../support/engines/findEngine.ts';
import { startUserBrowser, type UserBrowser } from '../../support/engines/startUserBrowser.ts';
import { bundle } from '../../support/sdk/bundle.ts';
import { until } from '../../support/sdk/until.ts';
import { startXvfb } from '../console/xvfb.ts';
import { COUNTS, WAYS, type Plan } from './plan.ts';
import { startSite, type Site } from './site.ts';

const plans = (['well', 'fails'] as const).flatMap((service) =>
  WAYS.flatMap((way) =>
    COUNTS.map((count): Plan => ({ name: `${count} by ${way}, service ${service}`, count, way, service })),
  ),
);

// Nobody drives these browsers: their pages end as those of users do, and go into the back/forward cache.
describe.each(ENGINES)('all that a page has recorded arrives, at its end or with the next page, in %s', (engine) => {
  describe.skipIf(cannotRun(engine))('', () => {
    let rum: RunningConsole;
    let site: Site;
    let display: Awaited<ReturnType<typeof startXvfb>>;
    let profile: string;
    let browser: UserBrowser;

    beforeAll(async () => {
      rum = await startConsole();
      site = await startSite(await bundle(resolve(import.meta.dirname, 'page.ts')));
      display = await startXvfb();
      profile = await mkdtemp(join(tmpdir(), 'dual-rum-profile-'));
      const { region, endpoint, guest, authenticated } = rum.config;
      const { accessKeyId, secretAccessKey, sessionToken } = rum.issueCredentials({ monitor: guest.appMonitorId });
      const credentials = { accessKeyId, secretAccessKey, sessionToken };
      site.given = {
        options: {
          region,
          applicationVersion: '1.0.0',
          endpoint,
          guest: { appMonitorId: guest.appMonitorId, credentials },
          authenticated: { appMonitorId: authenticated.appMonitorId, credentials },
        },
        otherSite: site.otherUrl,
      };
      browser = await startUserBrowser(engine, `${site.homeUrl}/home`, profile, display.display);
    });
    afterAll(async () => {
      await browser?.kill();
      await Promise.all([rum?.close(), site?.close(), display?.close()]);
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    });

    const told = (what: string) =>
      until(
        what,
        () => site.told,
        (all) => all.includes(what),
      );
    const arrived = (name: string): number[] => {
      const own = rum.events().map(({ type, details }) => ({ type, ...(details as { name: string; index: number }) }));
      return [
        ...new Set(own.filter((event) => event.type === 'last' && event.name === name).map(({ index }) => index)),
      ];
    };

    it.each(plans)('$name', async (plan) => {
      const { name, count, service } = plan;
      const heal = service === 'fails' ? rum.addFault({ kind: 'status', status: 500, target: 'rum' }) : () => undefined;
      site.open(`${site.url}/page?${encodeURIComponent(JSON.stringify(plan))}`);
      await told(`gone ${name}`);
      // A tab that closes tells it before.
      await new Promise((later) => setTimeout(later, 500));
      heal();
      site.open(`${site.url}/back?${encodeURIComponent(name)}`);
      await told(`back ${name}`);
      await until(
        `all of "${name}" arrive`,
        () => arrived(name),
        ({ length }) => length === count,
      );
      expect(arrived(name).sort((a, b) => a - b)).toEqual([...Array(count).keys()]);
    });
  });
});
