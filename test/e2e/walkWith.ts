import type { Browser } from 'playwright-core';
import type { Walk } from '../../scripts/demo/check-journeys.ts';
import type { AuthName } from '../../scripts/demo/demo-options.ts';
import { startDemo } from '../../scripts/demo/start-demo.ts';
import { walk } from '../../scripts/demo/walk.ts';

/** A walk through the demo shop whose users sign in with this client. */
export async function walkWith(auth: AuthName, browser: Browser): Promise<Walk> {
  const demo = await startDemo({ auth });
  try {
    return await walk(demo, browser, () => undefined);
  } finally {
    await demo.close();
  }
}
