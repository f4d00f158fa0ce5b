import type { Browser } from 'playwright-core';
import type { Walk } from '../../scripts/demo/check-journeys.ts';
import type { AuthName } from '../../scripts/demo/demo-options.ts';
import type { ListedEvent } from '../../scripts/demo/identity-events.ts';
import { startDemo } from '../../scripts/demo/start-demo.ts';
import { walk } from '../../scripts/demo/walk.ts';

/** A walk through the demo shop whose users sign in with this client. */
export async function walkWith(
  auth: AuthName,
  browser: Browser,
): Promise<{ walk: Walk; identityEvents: ListedEvent[] | undefined; subject: string | undefined }> {
  const demo = await startDemo({ auth });
  try {
    const walked = await walk(demo, browser, () => undefined);
    return { walk: walked, identityEvents: await demo.identityEvents?.list(), subject: demo.subject };
  } finally {
    await demo.close();
  }
}
