import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../support/browser.ts';
import { ended } from '../../support/trino.ts';
import type { Row } from '../bench.ts';
import { median } from '../stats.ts';
import { start } from './ingest.ts';
import { EVENTS, signedRequests } from './requests.ts';
import { sendAll } from './sendAll.ts';

const BATCHES = 1000;
const VISITS = 5;
/** Milliseconds in which a console on a busy machine gets its answers ready, once nothing comes any more. */
const READY = 20_000;
const MOST_MS = 1000;

/** How long the page takes with 100,000 events: until its numbers are there, and until a link has been followed. */
export async function openedPage(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'dual-rum-bench-'));
  const browser = await launchBrowser();
  try {
    return [
      ...(await measure(browser, 'in memory', 'memory')),
      ...(await measure(browser, 'on disk', join(folder, 'data'))),
    ];
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(browser: Browser, where: string, kind: string): Promise<Row[]> {
  let rum = await start(kind);
  try {
    const requests = await signedRequests(rum.url, rum.appMonitorId, rum.credentials, BATCHES, visit);
    await sendAll(rum.url, requests);
    await sleep(READY);
    const what = `page with ${(BATCHES * EVENTS).toLocaleString('en')} events ${where}`;
    const rows = [...(await visits(browser, rum.url, what))];
    if (kind === 'memory') return rows;
    await ended(rum.process);
    rum = await start(kind);
    return [...rows, ...(await visits(browser, rum.url, `${what}, after a restart`))];
  } finally {
    await ended(rum.process);
  }
}

async function visits(browser: Browser, url: string, what: string): Promise<Row[]> {
  const first = await visitPage(browser, url);
  const next: Times[] = [];
  for (let visit = 0; visit < VISITS; visit += 1) next.push(await visitPage(browser, url));
  const row = (name: string, { interactive, numbers }: Times): Row => ({
    what: `${what}: ${name}`,
    dual: `${interactive.toFixed(0)} ms, numbers ${numbers.toFixed(0)} ms`,
    goal: { text: `interactive < ${MOST_MS} ms`, met: interactive < MOST_MS },
  });
  const middle = (name: keyof Times): number => median(next.map((each) => each[name]));
  return [
    row('the first visit', first),
    row('later visits', { interactive: middle('interactive'), numbers: middle('numbers') }),
  ];
}

interface Times {
  /** A link that was clicked as soon as it was there has been followed. */
  interactive: number;
  /** The numbers of the overview are there. */
  numbers: number;
}

/** Milliseconds from the navigation, by the clock of the page, in a new browser context with nothing in its cache. */
async function visitPage(browser: Browser, url: string): Promise<Times> {
  const timed = async (measure: string): Promise<number> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    try {
      const page = await context.newPage();
      await page.addInitScript(`window.measured = new Promise((resolve) => {${measure}})`);
      await page.goto(url, { waitUntil: 'commit' });
      return await page.evaluate<number>('measured');
    } finally {
      await context.close();
    }
  };
  return { interactive: await timed(FOLLOW_LINK), numbers: await timed(SEE_NUMBERS) };
}

/* These run in the page: a click through the browser's protocol waits for other processes, some hundred milliseconds on a busy machine,
   which are not the page's. Text, because a compiled function may need helpers that the page lacks. */

const WHENEVER = `
  const drawn = (then) => requestAnimationFrame(() => setTimeout(then));
  const whenever = (look) => new MutationObserver((_, seen) => look(() => { seen.disconnect(); drawn(() => resolve(performance.now())); }))
    .observe(document, { subtree: true, childList: true, characterData: true });`;

/** Clicks a link of the navigation as soon as it has been drawn; resolves when the view that it leads to has been drawn. */
const FOLLOW_LINK = `${WHENEVER}
  const says = (element) => element?.textContent.trim() === 'Faults';
  let clicked = false;
  whenever((done) => {
    const link = [...document.querySelectorAll('nav a')].find(says);
    if (link && !clicked) drawn(() => link.click());
    clicked ||= link !== undefined;
    if (says(document.querySelector('h1'))) done();
  });`;

/** Resolves when the numbers of the overview have been drawn. */
const SEE_NUMBERS = `${WHENEVER}
  whenever((done) => {
    const rows = [...document.querySelectorAll('tbody tr')];
    if (rows.some(({ textContent }) => /^\\s*Page views\\s*\\d/.test(textContent))) done();
  });`;

const TYPES = [
  'page_view',
  'http',
  'performance_resource',
  'largest_contentful_paint',
  'interaction_to_next_paint',
  'cumulative_layout_shift',
  'first_contentful_paint',
  'time_to_first_byte',
  'js_error',
  'performance_resource',
];

/** One visit as a batch of a hundred events: pages, requests, vitals and errors, in the last hours. */
function visit(id: string, index: number): object {
  const at = Math.floor(Date.now() / 1000) - index * 30;
  return {
    BatchId: randomUUID(),
    AppMonitorDetails: { id, version: `1.${index % 4}.0` },
    UserDetails: { userId: randomUUID(), sessionId: randomUUID() },
    RumEvents: Array.from({ length: EVENTS }, (_, place) => {
      const type = place === 0 ? 'session_start' : TYPES[place % TYPES.length]!;
      const pageId = `/products/${(index + place) % 30}`;
      return {
        id: randomUUID(),
        timestamp: at + place,
        type: `com.amazon.rum.${type}_event`,
        metadata: JSON.stringify({
          version: '1.0.0',
          browserName: 'Chrome',
          osName: 'Linux',
          deviceType: 'desktop',
          pageId,
          interaction: Math.floor(place / 10),
          countryCode: 'DE',
        }),
        details: JSON.stringify({
          version: '1.0.0',
          ...(type === 'page_view' && { pageId, interaction: Math.floor(place / 10) }),
          ...(type === 'http' && {
            request: { method: 'GET', url: `https://shop.example/api/products/${place}` },
            response: { status: place % 9 === 0 ? 503 : 200 },
            duration: 40 + place,
          }),
          ...(type === 'js_error' && {
            type: 'TypeError',
            message: `x of ${index % 50}`,
            stack: `TypeError\\n    at buy (app.js:${index % 5}:1)`,
          }),
          value: (index * 37 + place * 11) % 4000,
        }),
      };
    }),
  };
}
