import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../e2e/fidelity/drive/bundle.ts';
import { startSite } from '../../e2e/fidelity/drive/site.ts';
import { verdict } from '../../e2e/fidelity/judge/verdict.ts';
import { launchBrowser } from '../../support/browser.ts';
import { ensureBuilt } from '../../support/ensureBuilt.ts';
import { table } from '../../support/table.ts';
import { longVisit } from './longVisit.ts';
import { soak, type Sample, type Soaked } from './soak.ts';

/** The same hour each time. */
const SEED = 1;
const LENGTH = 21_000;
/** An hour takes 72 seconds. */
const SPEED = 50;
const LOOKS = 12;
/** Looks at a page that is still getting to know everything. */
const FIRST = 3;
/** What counts as no growth, per hour: one object left behind by each switch, or 16 bytes by each event, is more. */
const NOTHING = { objects: 800, heap: 200_000, listeners: 30 };

let soaked: Soaked;
let stop: (() => Promise<void>) | undefined;

beforeAll(async () => {
  ensureBuilt('browser');
  const [site, browser] = await Promise.all([bundle(['soak']).then((scripts) => startSite(scripts)), launchBrowser()]);
  stop = async () => {
    await browser.close();
    await site.close();
  };
  soaked = await soak(longVisit(SEED, 60, LENGTH, SPEED), { browser, site }, { speed: SPEED, looks: LOOKS });
});

afterAll(async () => {
  await stop?.();
  if (!soaked) return;
  const { evidence, samples, credentials } = soaked;
  const rows = samples.map(({ minute, events, failed, heap, objects, listeners, stored }) => [
    minute.toFixed(0), `${events}`, `${failed}`, `${(heap / 1e6).toFixed(2)} MB`,
    objects.toLocaleString('en'), `${listeners}`, `${stored}`,
  ]); // prettier-ignore
  console.log(`${evidence.story.signIns.length} sign-ins, ${credentials} credentials for users
${table([['minute', 'events', 'failed', 'heap', 'objects', 'listeners', 'stored'], ...rows])}`);
});

describe('an hour on one page, with services that fail now and then', () => {
  it('is as long and as eventful as it says', () => {
    const { story } = soaked.evidence;
    expect((story.to - story.from) / 60_000).toBeGreaterThanOrEqual(60);
    expect(story.happenings.length).toBeGreaterThanOrEqual(10_000);
    expect(story.views.filter(({ by }) => by === 'switch').length).toBeGreaterThanOrEqual(200);
    expect(soaked.samples.at(-1)!.failed).toBeGreaterThanOrEqual(75);
  });

  it('loses, misfiles and doubles nothing', () => {
    // The clock runs fast: a tenth of a second in which a busy machine does nothing is five here. The journeys look at times.
    const violations = verdict(soaked.evidence).filter(({ rule }) => rule !== 'wrong time');
    expect(violations.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  });

  it('leaves nothing behind', () => {
    const settled = soaked.samples.slice(FIRST);
    for (const [name, most] of Object.entries(NOTHING) as [keyof typeof NOTHING, number][]) {
      expect(perHour(settled.map((sample) => [sample.minute, sample[name]])), name).toBeLessThan(most);
    }
    const most = (samples: Sample[]): number => Math.max(...samples.map(({ stored }) => stored));
    expect(most(settled)).toBeLessThanOrEqual(most(soaked.samples.slice(0, FIRST)));
  });
});

/** The growth per 60 minutes of the line that fits best: one sample more or less does not change it much. */
function perHour(points: [minute: number, value: number][]): number {
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map(([minute]) => minute)), mean(points.map(([, value]) => value))];
  const shared = points.reduce((sum, [minute, value]) => sum + (minute - x) * (value - y), 0);
  return (60 * shared) / points.reduce((sum, [minute]) => sum + (minute - x) ** 2, 0);
}
