import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningConsole } from '@dual-rum/console';
import type { Page } from 'playwright-core';
import type { Arrived } from '../support/sdk/monitorView.ts';
import { openTab, type Tab } from '../support/sdk/tab.ts';
import { until } from '../support/sdk/until.ts';
import { TROUBLES, type Cell } from './cells.ts';

type Parts = Parameters<typeof openTab>[0];

/** What came of a cell. */
export interface Outcome {
  /** Events that were recorded, and of those how many arrived in the right monitor and session. */
  recorded: number;
  delivered: number;
  /** Arrived in two batches that are not the same one sent again. */
  twice: number;
  /** Arrived, but elsewhere, or in another session. */
  misfiled: number;
  /** Errors of the page, and what the browser's console said. */
  errors: string[];
}

const BEFORE = 3;
const DURING = 12;

/** Starts the page with credentials as the test has them in localStorage: the trouble may begin and end at any time. */
function start(): void {
  const { base } = sdkGiven;
  const keys = (state: 'guest' | 'authenticated') => {
    const good = base[state].credentials as object;
    return async () => {
      const bad = localStorage.getItem('keys');
      if (bad === 'rejecting') throw new Error('no credentials today');
      if (bad === 'slow') await new Promise((later) => setTimeout(later, 2500));
      if (bad === 'wrong role') return base[state === 'guest' ? 'authenticated' : 'guest'].credentials as never;
      if (bad === 'expired') return JSON.parse(localStorage.getItem(`expired ${state}`)!) as never;
      return good as never;
    };
  };
  const begin = (): void => {
    sdk.start({
      initialState: localStorage.getItem('who') === 'user' ? 'authenticated' : 'guest',
      guest: { credentials: keys('guest') },
      authenticated: { credentials: keys('authenticated') },
    });
  };
  if (localStorage.getItem('who') !== null) begin();
  else sdk.kept.begin = begin;
}

/** Goes through one trouble in a browser with storage of its own, and sees what arrives. */
export async function endure({ trouble: name, who, closes }: Cell, number: number, parts: Parts): Promise<Outcome> {
  const { console: rum } = parts;
  const trouble = TROUBLES[name]!;
  const tab = await openTab(parts, `${number}`, { start });
  try {
    const state: 'guest' | 'authenticated' = who === 'guest' ? 'guest' : 'authenticated';
    await prepare(tab, rum, state);
    await record(tab.page, 'before', BEFORE);
    await tab[state].arrived('before');
    const { sessionId } = tab[state].events('before')[0]!;

    const heal = await begin(tab, rum, trouble);
    await record(tab.page, 'during', DURING);
    if (who === 'switch') {
      await tab.run(() => sdk.rum.setSignedIn(false));
      await record(tab.page, 'guest-again', DURING);
    }
    let { page } = tab;
    if (closes) {
      // Until the trouble has shown itself to each app monitor, or is over: what leaves with the page and is the first to be refused
      // is lost, as the README says.
      await page.evaluate(
        (states) =>
          Promise.race([
            sdk.until(() =>
              states.every((state) => {
                const { lastError, queued } = sdk.rum.health[state];
                return lastError !== undefined || queued === 0;
              }),
            ),
            new Promise((late) => setTimeout(late, 5000)),
          ]),
        who === 'switch' ? (['guest', 'authenticated'] as const) : [state],
      );
      await sleep(500);
      await page.close({ runBeforeUnload: false });
      if (trouble.offline) await sleep(trouble.seconds! * 1000);
      await heal();
      page = await tab.context.newPage();
      await page.goto(parts.site.url);
      await page.waitForFunction(() => 'sdk' in globalThis);
    } else {
      await sleep((trouble.seconds ?? 0) * 1000);
      await heal();
    }
    await page.evaluate(() => sdk.rum.flush(15_000));

    const expected = [
      ...labels('before', BEFORE, tab[state].id, sessionId),
      ...labels('during', DURING, tab[state].id, sessionId),
      ...(who === 'switch' ? labels('guest-again', DURING, tab.guest.id) : []),
    ];
    const arrivals = (): Arrived[] => [tab.guest, tab.authenticated].flatMap((view) => view.events(...TYPES));
    await until(
      'everything arrives',
      () => new Set(arrivals().map(labelOf)),
      (all) => expected.every(({ label }) => all.has(label)),
    ).catch(() => undefined);
    await sleep(300);
    return judge(expected, arrivals(), tab.errors());
  } finally {
    await tab.close();
  }
}

const TYPES = ['before', 'during', 'guest-again'];

interface Expected {
  label: string;
  monitor: string;
  session?: string | undefined;
}

const labels = (type: string, count: number, monitor: string, session?: string): Expected[] =>
  Array.from({ length: count }, (_, index) => ({ label: `${type} ${index}`, monitor, session }));

const labelOf = ({ type, details }: Arrived): string => `${type} ${String(details.index)}`;

function judge(expected: Expected[], arrivals: Arrived[], errors: string[]): Outcome {
  const right = (one: Expected) =>
    arrivals.filter(
      (event) =>
        labelOf(event) === one.label &&
        event.monitorId === one.monitor &&
        (one.session === undefined || event.sessionId === one.session),
    );
  const found = expected.map(right);
  // A batch whose answer was lost is sent again as it is: BatchId and event id tell that it is the same.
  const twice = found.filter((events) => new Set(events.map(({ id, batchId }) => `${id} ${batchId}`)).size > 1);
  return {
    recorded: expected.length,
    delivered: found.filter((events) => events.length > 0).length,
    twice: twice.length,
    misfiled: arrivals.length - found.flat().length,
    errors,
  };
}

async function prepare(tab: Tab, rum: RunningConsole, state: 'guest' | 'authenticated'): Promise<void> {
  const expired = (monitor: string) => ({
    ...rum.issueCredentials({ monitor, expiresInSeconds: -60 }),
    expiration: undefined,
  });
  await tab.run(
    ({ who, guest, authenticated }) => {
      localStorage.setItem('expired guest', guest);
      localStorage.setItem('expired authenticated', authenticated);
      localStorage.setItem('who', who);
      (sdk.kept.begin as () => void)();
    },
    {
      who: state === 'guest' ? 'guest' : 'user',
      guest: JSON.stringify(expired(tab.guest.id)),
      authenticated: JSON.stringify(expired(tab.authenticated.id)),
    },
  );
}

/** Lets the trouble begin for this browser's app monitors; returns what ends it. */
async function begin(tab: Tab, rum: RunningConsole, { faults = [], keys, offline }: (typeof TROUBLES)[string]) {
  const undo = faults.flatMap((fault) =>
    [tab.guest.id, tab.authenticated.id].map((monitor) => rum.addFault({ ...fault, monitor })),
  );
  if (keys) {
    // The credentials at hand are refused once, so that others are asked for: those are the bad ones.
    await tab.run((keys) => localStorage.setItem('keys', keys), keys);
    undo.push(
      ...[tab.guest.id, tab.authenticated.id].map((monitor) =>
        rum.addFault({ kind: 'status', status: 403, times: 1, monitor }),
      ),
    );
  }
  if (offline) await tab.context.setOffline(true);
  return async (): Promise<void> => {
    undo.forEach((one) => one());
    if (offline) await tab.context.setOffline(false);
    if (keys) await onSite(tab, () => localStorage.removeItem('keys'));
  };
}

/** Runs something on the site, whether or not the app's page is still open. */
async function onSite(tab: Tab, work: () => void): Promise<void> {
  if (!tab.page.isClosed()) return tab.run(work);
  const page = await tab.context.newPage();
  // A page of the same origin that runs no script of the app.
  await page.route('**/*', (route) => route.fulfill({ body: '<!doctype html>', contentType: 'text/html' }));
  await page.goto(tab.site);
  await page.evaluate(work);
  await page.close();
}

const record = (page: Page, type: string, count: number): Promise<void> =>
  page.evaluate(
    ({ type, count }) => {
      for (let index = 0; index < count; index++) sdk.rum.recordEvent(type, { index });
    },
    { type, count },
  );
