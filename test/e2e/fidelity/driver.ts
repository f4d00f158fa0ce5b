import { setTimeout as sleep } from 'node:timers/promises';
import { startConsole, type RunningConsole, type StoredEvent } from '@dual-rum/console';
import type { BrowserContext, ConsoleMessage, Page } from 'playwright-core';
import { toArrival } from './arrival.ts';
import type { SubjectName } from './bundle.ts';
import type { Entry, Monitor } from './diary.ts';
import type { Evidence } from './evidence.ts';
import type { Journey, Step } from './journey.ts';
import { labelIn } from './labels.ts';
import { NOTES } from './page/notebook.ts';
import type { PageSetup } from './page/start.ts';
import type { Rig } from './rig.ts';
import type { Site } from './site.ts';
import { tell } from './story.ts';
import { verdict } from './verdict.ts';

/** The roles of the console's identity pool. */
const ROLES = { guest: 'DualRum-Guest', authenticated: 'DualRum-Authenticated' };
/** A page that ends sooner may not have loaded yet what signs its events. */
const SHORTEST_LIFE = 300;
/** How long what is missing may take to arrive. */
const PATIENCE = 4000;
/** What comes twice, comes within this time. */
const ECHO = 200;

/** What a run leaves behind. */
export interface Run {
  evidence: Evidence;
  diary: Entry[];
  events: StoredEvent[];
}

/** Carries out a journey in a browser of its own, against an intake of its own, and gathers what there is to judge it by. */
export async function run(journey: Journey, subject: SubjectName, { browser, site }: Rig): Promise<Run> {
  const intake = await startConsole();
  const context = await browser.newContext({ viewport: { width: 400, height: 300 } });
  try {
    if (journey.setup.intakeDelay > 0) intake.addFault({ kind: 'latency', ms: journey.setup.intakeDelay });
    await context.addInitScript(
      (setup) => {
        window.pageSetup = setup;
      },
      pageSetup(journey, intake),
    );
    const noise: string[] = [];
    const page = await context.newPage();
    listen(page, noise);
    await page.goto(`${site.url}/${subject}/${journey.landing}`);
    let loaded = performance.now();
    const live = async (): Promise<void> => {
      await sleep(Math.max(0, SHORTEST_LIFE - (performance.now() - loaded)));
      await page.waitForFunction(() => window.remote.ready(), undefined, { polling: 10 });
    };
    for (const step of journey.steps) {
      if (step.step === 'reload') {
        await live();
        await page.reload();
        loaded = performance.now();
      } else await take(step, page);
      if (step.wait > 0) await sleep(step.wait);
    }

    if (journey.end === 'flush') {
      await sleep(30);
      await page.waitForFunction(() => !window.remote.busy(), undefined, { polling: 20 });
      await page.evaluate(() => window.remote.flush());
    } else {
      await live();
      await page.close();
    }
    const diary = await read(context, site);
    const evidence = (): Evidence => collect(diary, intake, noise);
    await settled(evidence);
    return { evidence: evidence(), diary, events: intake.events() };
  } finally {
    await context.close();
    await intake.close();
  }
}

async function take(step: Exclude<Step, { step: 'reload' }>, page: Page): Promise<void> {
  switch (step.step) {
    case 'tick':
      return page.evaluate((actions) => window.remote.perform(actions), step.actions);
    case 'press':
      await page.evaluate((label) => window.remote.offerButton(label), step.label);
      return page.mouse.click(50, 50);
    default:
      return page.evaluate((visible) => window.remote.setVisible(visible), step.step === 'show');
  }
}

function pageSetup({ setup }: Journey, intake: RunningConsole): PageSetup {
  const { region, endpoint, identityPoolEndpoint, guest, authenticated } = intake.config;
  const target = (appMonitorId: string) => {
    const { accessKeyId, secretAccessKey, sessionToken } = intake.issueCredentials({ monitor: appMonitorId });
    return { appMonitorId, credentials: { accessKeyId, secretAccessKey, sessionToken } };
  };
  const pool = setup.guestCredentials === 'identity pool' ? guest.identityPoolId : undefined;
  return {
    ...setup,
    region,
    endpoint,
    identityPoolEndpoint,
    guest: { ...target(guest.appMonitorId), ...(pool !== undefined && { identityPoolId: pool }) },
    authenticated: target(authenticated.appMonitorId),
  };
}

/** Whatever the page complains about, but for what the journey itself did: that carries a label. */
function listen(page: Page, noise: string[]): void {
  const hear = (text: string, where = ''): void => {
    if (labelIn(text) === undefined && labelIn(where) === undefined) noise.push(`${text} ${where}`.trim());
  };
  page.on('pageerror', (error) => hear(String(error.stack ?? error)));
  page.on('console', (message: ConsoleMessage) => {
    if (['error', 'warning'].includes(message.type())) hear(message.text(), message.location().url);
  });
  page.on('crash', () => hear('the page crashed'));
}

/** The page may be gone: another one of the same browser reads what it wrote. */
async function read(context: BrowserContext, site: Site): Promise<Entry[]> {
  const reader = await context.newPage();
  await reader.goto(`${site.url}/`);
  const notes = await reader.evaluate(() =>
    Object.entries(localStorage).map(([key, value]) => [key, String(value)] as const),
  );
  return notes
    .filter(([key]) => key.startsWith(NOTES))
    .map(([key, note]) => [Number(key.slice(NOTES.length)), JSON.parse(note) as Entry] as const)
    .sort(([one], [other]) => one - other)
    .map(([, entry]) => entry);
}

function collect(diary: Entry[], intake: RunningConsole, noise: string[]): Evidence {
  const { guest, authenticated } = intake.config;
  const monitors: Record<string, Monitor> = {
    [guest.appMonitorId]: 'guest',
    [authenticated.appMonitorId]: 'authenticated',
  };
  return {
    story: tell(diary),
    arrivals: intake.events().map((event) => toArrival(event, monitors[event.monitorId]!)),
    refused: intake.refused().map(({ status, monitor, message }) => `${status} ${monitor}: ${message}`),
    noise,
    roles: ROLES,
  };
}

/** Waits until nothing is missing, or until it is clear that it will not come. */
async function settled(evidence: () => Evidence): Promise<void> {
  const deadline = performance.now() + PATIENCE;
  const missing = (): boolean => verdict(evidence()).some(({ rule }) => rule === 'lost' || rule === 'page lost');
  while (missing() && performance.now() < deadline) await sleep(50);
  await sleep(ECHO);
}
