import { setTimeout as sleep } from 'node:timers/promises';
import { startConsole } from '@dual-rum/console';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { closeContext } from '../../support/closeContext.ts';
import { drivePage } from '../../support/engines/chromium.ts';
import { collect } from '../../e2e/fidelity/judge/collect.ts';
import type { Evidence } from '../../e2e/fidelity/judge/evidence.ts';
import type { Journey } from '../../e2e/fidelity/journey/journey.ts';
import { listen } from '../../e2e/fidelity/drive/listen.ts';
import { once } from '../../e2e/fidelity/judge/once.ts';
import { readDiary } from '../../e2e/fidelity/drive/readDiary.ts';
import type { Site } from '../../e2e/fidelity/drive/site.ts';
import { visit } from '../../e2e/fidelity/drive/visit.ts';
import { wire } from '../../e2e/fidelity/drive/wire.ts';
import { NOTES } from '../../e2e/fidelity/page/notebook.ts';
import { fastClock } from './fastClock.ts';

/** Seconds that credentials live, of guests and of users: they have to be renewed. */
const CREDENTIALS = 900;
/** Real milliseconds after which nothing late is waited for any more. */
const LATE = 500;
/** Real milliseconds by which a busy machine may be late to note when something happened. */
const JITTER = 80;

/** What a page has, once all that it recorded has arrived. */
export interface Sample {
  /** Minutes since the beginning, by the page's clock. */
  minute: number;
  /** Events that arrived, and requests to the services that failed. */
  events: number;
  failed: number;
  /** Bytes in use after a garbage collection. */
  heap: number;
  /** Objects and functions that are alive. */
  objects: number;
  listeners: number;
  /** Entries in cookies and in the storages, but for the diary. */
  stored: number;
}

export interface Soaked {
  evidence: Evidence;
  samples: Sample[];
  /** Credentials that were handed out. */
  credentials: number;
}

/** Carries out a long journey on one page, with clocks that run `speed` times as fast, and looks at the page again and again. */
export async function soak(
  journey: Journey,
  { browser, site }: { browser: Browser; site: Site },
  { speed, looks }: { speed: number; looks: number },
): Promise<Soaked> {
  const origin = Date.now();
  const clock = (): number => Math.round(origin + (Date.now() - origin) * speed);
  let credentials = 0;
  let failed = 0;
  const intake = await startConsole({ clock, credentialsSeconds: CREDENTIALS });
  const context = await browser.newContext({ viewport: { width: 400, height: 300 } });
  try {
    await context.addInitScript(fastClock, { origin, speed });
    const folder = site.folderFor('soak', await wire(journey.setup, intake, undefined));
    const page = await context.newPage();
    await page.exposeFunction('issueKeys', (monitor: string) => {
      credentials++;
      return intake.issueCredentials({ monitor, expiresInSeconds: CREDENTIALS });
    });
    const driven = drivePage(page);
    const noise = listen(driven);
    const ofService = (url: string): boolean => url.startsWith(intake.url);
    page.on('requestfailed', (request) => (failed += Number(ofService(request.url()))));
    page.on('response', (response) => (failed += Number(ofService(response.url()) && !response.ok())));
    const cdp = await context.newCDPSession(page);
    const samples: Sample[] = [];
    const look = async (): Promise<void> => {
      intake.clearFaults();
      await page.evaluate(() => window.remote.flush());
      await sleep(LATE);
      samples.push({
        minute: (clock() - origin) / 60_000,
        events: intake.events().length,
        failed,
        ...(await inUse(cdp)),
        stored: await stored(page, NOTES),
      });
    };
    let taken = 0;
    let due = 0;
    const every = Math.floor(journey.steps.length / looks);
    await visit(journey, {
      page: driven,
      folder,
      elsewhere: `${site.url}/`,
      async onStep(step) {
        if (typeof step !== 'string' && ++taken % every === 0) await look();
        if (step === 'flush') intake.clearFaults();
      },
      async pause(ms) {
        due += ms;
        await sleep(Math.max(0, origin + due / speed - Date.now()));
      },
      onFault: (fault) => void intake.addFault(fault),
      beforeEnd: () => Promise.resolve(),
    });
    await sleep(LATE);
    const diary = await readDiary({ newPage: async () => drivePage(await context.newPage()) }, `${site.url}/`);
    const found = collect(diary, intake, once(intake.events()), noise);
    return {
      evidence: {
        ...found,
        slack: JITTER * speed,
        // That something fails is reported, and the browser says so, too.
        noise: noise.filter((text) => !text.includes(intake.url)),
        story: { ...found.story, problems: [] },
      },
      samples,
      credentials,
    };
  } finally {
    await closeContext(context);
    await intake.close();
  }
}

const GROUP = 'counted';

async function inUse(cdp: CDPSession): Promise<Pick<Sample, 'heap' | 'objects' | 'listeners'>> {
  // The browser keeps what it told of errors and failed requests for whoever opens its tools.
  await cdp.send('Runtime.discardConsoleEntries');
  // Twice: what a first collection finalizes, a second one frees.
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  const { jsEventListeners } = await cdp.send('Memory.getDOMCounters');
  // Whatever inherits from Object: functions, too.
  const { result } = await cdp.send('Runtime.evaluate', { expression: 'Object.prototype', objectGroup: GROUP });
  const { objects } = await cdp.send('Runtime.queryObjects', {
    prototypeObjectId: result.objectId!,
    objectGroup: GROUP,
  });
  const length = await cdp.send('Runtime.callFunctionOn', {
    objectId: objects.objectId!,
    functionDeclaration: 'function () { return this.length; }',
    returnByValue: true,
  });
  await cdp.send('Runtime.releaseObjectGroup', { objectGroup: GROUP });
  return { heap: usedSize, objects: Number(length.result.value), listeners: jsEventListeners };
}

/** What the page has in cookies and in its storages, without the diary. */
const stored = (page: Page, notes: string): Promise<number> =>
  page.evaluate(async (notes) => {
    const keys = [...Object.keys(localStorage), ...Object.keys(sessionStorage), ...document.cookie.split('; ')];
    let count = keys.filter((key) => !key.startsWith(notes)).length;
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((open, fail) => {
        const opening = indexedDB.open(name!);
        opening.onsuccess = () => open(opening.result);
        opening.onerror = () => fail(opening.error!);
      });
      for (const store of db.objectStoreNames) {
        count += await new Promise<number>((counted) => {
          db.transaction(store).objectStore(store).count().onsuccess = ({ target }) =>
            counted((target as IDBRequest<number>).result);
        });
      }
      db.close();
    }
    return count;
  }, notes);
