import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkJourneys, type Walk } from '../../scripts/demo/check-journeys.ts';
import { AUTHS, type AuthName } from '../../scripts/demo/demo-options.ts';
import { prepare } from '../../scripts/demo/prepare.ts';
import { atProvider } from '../../scripts/demo/shop-as-a-user.ts';
import { startDemo } from '../../scripts/demo/start-demo.ts';
import { cameOf } from '../../scripts/demo/walk.ts';
import type { Engine } from '../support/engines/Engine.ts';
import { cannotRun } from '../support/engines/findEngine.ts';
import { launchEngine } from '../support/engines/launchEngine.ts';
import { shopInEngine } from './shopInEngine.ts';

/** Milliseconds; a page that has just loaded may have no credentials yet, and nothing can be signed as it ends. */
const REST = 3000;

beforeAll(() => prepare(() => undefined));

async function walkIn(engine: Engine, auth: AuthName): Promise<Walk> {
  const demo = await startDemo({ auth });
  try {
    const context = await engine.newContext();
    try {
      const page = await context.newPage();
      const complaints: string[] = [];
      page.onComplaint((text, where) => {
        // The provider's own pages are not ours to judge; and Amplify warns of the local user pool.
        if (where.startsWith(demo.url) && !text.startsWith('[WARN]')) complaints.push(text);
      });
      await shopInEngine(demo, page);
      await sleep(REST);
      await page.goto('about:blank');
      return { ...(await cameOf(demo, complaints)), leaves: atProvider(auth) };
    } finally {
      await context.close();
    }
  } finally {
    await demo.close();
  }
}

/** The engines beside Chromium, which demo.full.test.ts has. */
describe.each(['firefox', 'webkit'] as const)('in %s', (name) => {
  describe.skipIf(cannotRun(name))('the demo shop', () => {
    let engine: Engine | undefined;
    beforeAll(async () => void (engine = await launchEngine(name)));
    afterAll(() => engine?.close());

    it.each(AUTHS)(
      'shows every page and request once, in the right app monitor, where users sign in with %s',
      async (auth) => {
        expect(checkJourneys(await walkIn(engine!, auth))).toEqual([]);
      },
    );
  });
});
