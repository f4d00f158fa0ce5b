import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ENGINES } from '../../support/engines/Engine.ts';
import { cannotRun } from '../../support/engines/findEngine.ts';
import type { UserBrowser } from '../../support/engines/startUserBrowser.ts';
import { until } from '../../support/sdk/until.ts';
import { COUNTS, WAYS, WORKERS, type Plan } from './plan.ts';
import { startVisits, type Arrived, type Visits } from './startVisits.ts';

const SERVICES = ['well', 'fails'] as const;
/** Milliseconds. A tab that closes tells it before. */
const CLOSING = 500;
/** Milliseconds in which what waits is in a database, on the disk; Chromium and Firefox take longer to write localStorage. */
const SOON = 1000;
/** Milliseconds that browsers take at most until they write localStorage to their disk for the first time. */
const WRITING = 10_000;
/** Milliseconds in which what comes with the next page has come. */
const ARRIVING = 10_000;
/** Milliseconds that another tab stays open alone, after the process of a page was killed. */
const STAYING = 2000;
/** Milliseconds; what has started or ended by then, or never. */
const START_OR_END = 200_000;
const plansOf = (ways: readonly Plan['way'][]): Plan[] =>
  SERVICES.flatMap((service) =>
    ways.flatMap((way) =>
      COUNTS.map((count): Plan => ({ name: `${count} by ${way}, service ${service}`, count, way, service })),
    ),
  );
const allOf = ({ count }: Plan): number[] => [...Array(count).keys()];

// Nobody drives these browsers: their pages end as those of users do, and go into the back/forward cache.
describe.each(ENGINES)('all that a page has recorded arrives, at its end or with the next page, in %s', (engine) => {
  describe.skipIf(cannotRun(engine))('', () => {
    let visits: Visits;
    beforeAll(async () => {
      visits = await startVisits(engine);
    }, START_OR_END);
    afterAll(() => visits?.close(), START_OR_END);

    /** Waits until all of a page has arrived, and nothing twice. */
    const expectAll = async (plan: Plan): Promise<void> => {
      const arrived = await until(
        `all of "${plan.name}" arrive`,
        () => visits.arrived(plan.name),
        ({ indexes }) => indexes.length === plan.count,
      );
      expect(arrived).toMatchObject({ indexes: allOf(plan), doubled: 0, misfiled: 0 });
    };

    const expectAllOf = (plan: Plan, arrived: Arrived): void =>
      expect(arrived).toMatchObject({ indexes: allOf(plan), doubled: 0, misfiled: 0 });
    /** What is not promised to arrive is told in one line; it comes as it was, or not at all. */
    const expectNothingWrong = (plan: Plan, { indexes, repeated, ...wrong }: Arrived): void => {
      const again = repeated ? `, ${repeated} of them again with the same id` : '';
      process.stderr.write(`!!! ${engine}: ${plan.name}: ${indexes.length} of ${plan.count} arrive${again}\n`);
      expect(wrong).toEqual({ doubled: 0, misfiled: 0 });
      expect(allOf(plan)).toEqual(expect.arrayContaining(indexes));
    };
    /** Waits for what comes with the next page. @returns what has arrived. */
    const arriving = async (plan: Plan): Promise<Arrived> => {
      const deadline = Date.now() + ARRIVING;
      while (visits.arrived(plan.name).indexes.length < plan.count && Date.now() < deadline) await sleep(50);
      return visits.arrived(plan.name);
    };

    describe('while the browser goes on', () => {
      let browser: UserBrowser | undefined;
      let starts = 0;
      const atHome = async (): Promise<void> => {
        if (browser?.isRunning()) return;
        const search = `?${++starts}`;
        browser = await visits.startBrowser(await visits.newProfile(), `${visits.site.homeUrl}/home${search}`);
        await visits.told(`home ${search}`);
      };
      afterEach(async ({ task }) => {
        // What went wrong in this browser is not to go wrong in all that follows.
        if (task.result?.state === 'fail') await browser?.kill();
      });
      afterAll(() => browser?.kill());

      const opensLate: Plan = {
        name: '50 by link, the database opens as the page ends',
        count: 50,
        way: 'link',
        service: 'fails',
        opensLate: true,
      };
      it.each([opensLate, ...plansOf(WAYS)])('$name', async (plan) => {
        await atHome();
        const heal = plan.service === 'fails' ? visits.fail() : undefined;
        visits.site.open(visits.pageOf(plan));
        await visits.told(`gone ${plan.name}`).finally(() => heal?.());
        await sleep(CLOSING);
        visits.site.open(visits.backTo(plan));
        await visits.told(`back ${plan.name}`);
        await expectAll(plan);
      });

      /** The process of a page is killed, some time after it has done its part. */
      const killPage = async (plan: Plan, after: number): Promise<void> => {
        const heal = plan.service === 'fails' ? visits.fail() : undefined;
        visits.site.open(visits.pageOf(plan));
        try {
          await visits.told(`gone ${plan.name}`);
          await sleep(after);
          await browser!.killPage(WORKERS);
        } finally {
          heal?.();
        }
      };
      const comeBack = async (plan: Plan): Promise<Arrived> => {
        visits.site.open(visits.backTo(plan));
        await visits.told(`back ${plan.name}`);
        return arriving(plan);
      };
      const killed = plansOf(['killed process']);
      const later = killed.map((plan) => ({ ...plan, name: `${plan.name}, a second later` }));
      const isStored = ({ service }: Plan): boolean => service === 'fails';
      it.each(killed)('nothing comes doubled: $name', async (plan) => {
        await atHome();
        await killPage(plan, 0);
        expectNothingWrong(plan, await comeBack(plan));
      });
      it.each(later.filter((plan) => !isStored(plan)))('nothing comes doubled: $name', async (plan) => {
        await atHome();
        await killPage(plan, SOON);
        expectNothingWrong(plan, await comeBack(plan));
      });
      it.each(later.filter(isStored))('$name', async (plan) => {
        await atHome();
        await killPage(plan, SOON);
        expectAllOf(plan, await comeBack(plan));
      });
      const beside = later.filter(isStored).map((plan) => ({ ...plan, name: `${plan.name}, beside another tab` }));
      it.each(beside)('$name', async (plan) => {
        // Firefox has four processes for the tabs of one site, and the pages of other tests are still open: the two would share one.
        await browser?.kill();
        await atHome();
        visits.site.open(visits.besides(plan));
        await visits.told(`stays ${plan.name}`);
        await killPage(plan, SOON);
        // Nothing tells the other tab: it does not look before it hears of something. It still runs.
        visits.site.told.length = 0;
        await visits.told(`stays ${plan.name}`);
        await sleep(STAYING);
        expectNothingWrong(plan, visits.arrived(plan.name));
        expectAllOf(plan, await comeBack(plan));
      });
    });

    describe('when the browser itself ends, and starts again', () => {
      /** The only page of a browser does its part, the browser ends, and another starts with its profile. @returns what has arrived. */
      const endAndStart = async (plan: Plan, end: (browser: UserBrowser) => Promise<unknown>): Promise<Arrived> => {
        const profile = await visits.newProfile();
        const heal = plan.service === 'fails' ? visits.fail() : undefined;
        const browser = await visits.startBrowser(profile, visits.pageOf(plan));
        try {
          await visits.told(`gone ${plan.name}`);
          await end(browser);
        } finally {
          await browser.kill();
          heal?.();
        }
        const next = await visits.startBrowser(profile, visits.backTo(plan));
        await visits.told(`back ${plan.name}`);
        const arrived = await arriving(plan);
        await next.kill();
        return arrived;
      };
      const lastWindow = (browser: UserBrowser) => until('the browser ends', browser.isRunning, (runs) => !runs);

      // Firefox ends before requests of its last page are out, and WebKitGTK may.
      const isPromised = ({ service }: Plan): boolean => engine === 'chromium' || service === 'fails';
      const closed = plansOf(['closed last window']);
      it.each(closed.filter(isPromised))('$name', async (plan) => {
        expectAllOf(plan, await endAndStart(plan, lastWindow));
      });
      it.each(closed.filter((plan) => !isPromised(plan)))('nothing comes doubled: $name', async (plan) => {
        expectNothingWrong(plan, await endAndStart(plan, lastWindow));
      });

      const killed = plansOf(['killed browser']);
      it.each(killed)('nothing comes doubled: $name', async (plan) => {
        expectNothingWrong(plan, await endAndStart(plan, () => Promise.resolve()));
      });
      const written = killed.filter(({ service }) => service === 'fails');
      it.each(written.map((plan) => ({ ...plan, name: `${plan.name}, a second later` })))('$name', async (plan) =>
        expectAllOf(plan, await endAndStart(plan, () => sleep(SOON))),
      );
      it.each(written.map((plan) => ({ ...plan, name: `${plan.name}, which has written to its disk` })))(
        '$name',
        async (plan) => expectAllOf(plan, await endAndStart(plan, () => sleep(WRITING))),
      );
    });
  });
});
