import { describe, expect, it } from 'vitest';
import { cannotRun } from '../../support/engines/findEngine.ts';
import { tasksFor } from './drive/campaign.ts';
import type { Conditions } from './drive/rig.ts';
import { useJourneys } from './drive/useJourneys.ts';

const LENGTH = 25;
const HOST = 'shop.example';

/** What browsers may lack by their users' choice, as Firefox has all of it; Chromium and WebKitGTK are driven in private windows anyway. */
const CONDITIONS: [string, Conditions, expected: object][] = [
  [
    'in private windows',
    { prefs: { 'browser.privatebrowsing.autostart': true } },
    { secure: true, coarse: false, kept: false },
  ],
  [
    'with coarse clocks',
    { prefs: { 'privacy.resistFingerprinting': true } },
    { secure: true, coarse: true, kept: true },
  ],
  // A host other than localhost.
  [
    'on plain http',
    { prefs: { 'network.dns.localDomains': HOST }, host: HOST },
    { secure: false, coarse: false, kept: false },
  ],
];

describe.skipIf(cannotRun('firefox'))('Firefox', () => {
  describe.each(CONDITIONS)('%s', (_, conditions, expected) => {
    const journeys = useJourneys(tasksFor('slim', 300_000, 6, LENGTH), 'firefox', 2, conditions);

    it('is what this says', async () => {
      const { engine, site } = journeys.rig;
      const context = await engine.newContext();
      const page = await context.newPage();
      await page.goto(`${site.url}/`);
      const found = await page.evaluate(async () => {
        const times: number[] = [];
        for (let time = 0; time < 20; time++) {
          await new Promise((later) => setTimeout(later, 5));
          times.push(performance.now());
        }
        return {
          secure: isSecureContext && Boolean(navigator.locks),
          coarse: new Set(times).size < times.length,
          // Firefox gives no file system to a private window, and none without a secure context.
          kept: await Promise.resolve(navigator.storage?.getDirectory()).then(Boolean, () => false),
        };
      });
      await context.close();
      expect(found).toEqual(expected);
    });
  });

  describe.each(CONDITIONS.filter(([, { host }]) => !host))('%s, while services fail', (_, conditions) => {
    useJourneys(tasksFor('slim', 300_000, 6, LENGTH, true), 'firefox', 2, conditions);
  });
});
