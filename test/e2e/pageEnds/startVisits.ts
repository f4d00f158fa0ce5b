import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startConsole } from '@dual-rum/console';
import type { EngineName } from '../../support/engines/Engine.ts';
import { startUserBrowser, type UserBrowser } from '../../support/engines/startUserBrowser.ts';
import { bundle } from '../../support/sdk/bundle.ts';
import { until } from '../../support/sdk/until.ts';
import { within } from '../../support/within.ts';
import { startXvfb } from '../console/xvfb.ts';
import type { Plan } from './plan.ts';
import { startSite } from './site.ts';

/** Milliseconds that anything may take at the start and at the end: a busy machine is slow. */
const PATIENCE = 60_000;

/** What of a page has arrived. */
export interface Arrived {
  /** Of its events, in order, each once. */
  indexes: number[];
  /** Events that came more than once: with one id, which CloudWatch's reader can tell, … */
  repeated: number;
  /** … and as another event. */
  doubled: number;
  /** Events in the app monitor of the signed-in. */
  misfiled: number;
}

export type Visits = Awaited<ReturnType<typeof startVisits>>;

/** A site, a console and a display for browsers of one engine that nobody drives. The caller closes it. */
export async function startVisits(engine: EngineName) {
  const rum = await startConsole();
  const site = await startSite(await bundle(resolve(import.meta.dirname, 'page.ts')));
  const display = await within(PATIENCE, startXvfb(), () => 'Xvfb does not say its number');
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
  const profiles: string[] = [];
  const browsers: UserBrowser[] = [];

  const arrived = (name: string): Arrived => {
    const own = rum
      .events()
      .filter(({ type, details }) => type === 'last' && (details as { name: string }).name === name)
      .map(({ id, monitorId, details }) => ({ id, monitorId, index: (details as { index: number }).index }));
    const indexes = [...new Set(own.map(({ index }) => index))].sort((a, b) => a - b);
    const ids = new Set(own.map(({ id }) => id));
    return {
      indexes,
      repeated: own.length - ids.size,
      doubled: ids.size - indexes.length,
      misfiled: own.filter(({ monitorId }) => monitorId !== guest.appMonitorId).length,
    };
  };

  return {
    site,
    arrived,
    newProfile: async () => {
      const profile = await mkdtemp(join(tmpdir(), 'dual-rum-profile-'));
      profiles.push(profile);
      return profile;
    },
    async startBrowser(profile: string, url: string): Promise<UserBrowser> {
      const browser = await startUserBrowser(engine, url, profile, display.display);
      browsers.push(browser);
      return browser;
    },
    /** @returns what heals the service. */
    fail: (): (() => void) => rum.addFault({ kind: 'status', status: 500, target: 'rum' }),
    pageOf: (plan: Plan) => `${site.url}/page?${encodeURIComponent(JSON.stringify(plan))}`,
    backTo: ({ name }: Plan) => `${site.url}/back?${encodeURIComponent(name)}`,
    besides: ({ name }: Plan) => `${site.url}/stay?${encodeURIComponent(name)}`,
    /** Waits until a page has told this. */
    told: (what: string) =>
      until(
        `a page tells "${what}"; these browsers run: ${browsers.map((browser) => browser.isRunning()).join()}`,
        () => site.told.slice(-4),
        () => site.told.includes(what),
      ),
    async close(): Promise<void> {
      const end = (what: string, work: Promise<unknown>) => within(PATIENCE, work, () => `${what} does not end`);
      await Promise.all(browsers.map((browser) => end('a browser', browser.kill())));
      await Promise.all([end('the console', rum.close()), end('the site', site.close()), end('Xvfb', display.close())]);
      for (const profile of profiles) await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
