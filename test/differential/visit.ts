import type { RunningConsole, StoredEvent } from '@dual-rum/console';
import type { Browser } from 'playwright-core';
import type { SubjectName } from './bundle.ts';
import type { Given } from './page/Subject.ts';
import { perform } from './perform.ts';
import type { Site } from './site.ts';

interface Parts {
  console: RunningConsole;
  site: Site;
  browser: Browser;
}

/** The scripted visit with one subject; returns what has arrived in its app monitor, every copy. */
export async function visit({ console: rum, site, browser }: Parts, subject: SubjectName): Promise<StoredEvent[]> {
  const monitor = (name: SubjectName): string => rum.status().monitors.find((each) => each.name === name)!.id;
  const credentials = (name: SubjectName) => {
    const { accessKeyId, secretAccessKey, sessionToken } = rum.issueCredentials({ monitor: name });
    return { accessKeyId, secretAccessKey, sessionToken };
  };
  const of = <T>(give: (name: SubjectName) => T) => ({
    plain: give('plain'),
    guest: give('guest'),
    authenticated: give('authenticated'),
  });
  const given: Given = {
    region: rum.config.region,
    endpoint: rum.endpoint,
    appMonitors: of(monitor),
    credentials: of(credentials),
    nowhere: site.nowhere,
  };
  const context = await browser.newContext({ viewport: { width: 800, height: 600 } });
  await context.addInitScript(`globalThis.given = ${JSON.stringify(given)}`);
  const page = await context.newPage();
  await perform(page, site.url(subject));
  const arrived = () => rum.events({ monitor: subject });
  await untilStable(() => arrived().length);
  await context.close();
  return arrived();
}

/** Waits until a number has not changed for a second. */
async function untilStable(count: () => number): Promise<void> {
  let last = count();
  let since = Date.now();
  while (Date.now() - since < 1000) {
    await new Promise((later) => setTimeout(later, 50));
    if (count() === last) continue;
    last = count();
    since = Date.now();
  }
}
