import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkJourneys } from '../../scripts/demo/check-journeys.ts';
import { AUTHS } from '../../scripts/demo/demo-options.ts';
import { prepare } from '../../scripts/demo/prepare.ts';
import { launchBrowser } from '../support/browser.ts';
import { walkWith } from './walkWith.ts';

let browser: Browser | undefined;

beforeAll(async () => {
  await prepare(() => undefined);
  browser = await launchBrowser();
});

afterAll(() => browser?.close());

it.each(AUTHS.filter((auth) => auth !== 'development'))(
  'the demo shop shows every page and request once, in the right app monitor, where users sign in with %s',
  async (auth) => {
    expect(checkJourneys(await walkWith(auth, browser!))).toEqual([]);
  },
);
