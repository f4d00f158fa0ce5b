import type { Browser } from 'playwright-core';
import type { Walk } from '../../scripts/demo/check-journeys.ts';
import type { AuthName } from '../../scripts/demo/demo-options.ts';
import type { ListedEvent } from '../../scripts/demo/identity-events.ts';
import { startDemo } from '../../scripts/demo/start-demo.ts';
import { walk } from '../../scripts/demo/walk.ts';

export interface Walked {
  walk: Walk;
  identityEvents: ListedEvent[] | undefined;
  subject: string | undefined;
  /** What the console's page asks about page views. */
  pageViews: { status: number; answer: unknown };
}

/** A walk through the demo shop whose users sign in with this client. */
export async function walkWith(auth: AuthName, browser: Browser): Promise<Walked> {
  const demo = await startDemo({ auth });
  try {
    const walked = await walk(demo, browser, () => undefined);
    const identityEvents = await demo.identityEvents?.list();
    const response = await fetch(`${demo.console.url}/_query/page-views`);
    const pageViews = { status: response.status, answer: (await response.json()) as unknown };
    return { walk: walked, identityEvents, subject: demo.subject, pageViews };
  } finally {
    await demo.close();
  }
}
