/** Each row of the page on migration that says "As it is": the same page with aws-rum-web and with Dual RUM records the same. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startConsole, type RunningConsole, type StoredEvent } from '@dual-rum/console';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { batchFields, identities } from '../../differential/batches.ts';
import { compare, type Found } from '../../differential/compare.ts';
import { normalize, type Normalized } from '../../differential/normalize.ts';
import { launchBrowser } from '../../support/browser.ts';
import { closeContext } from '../../support/closeContext.ts';
import { bundle, type Bundle } from '../../support/sdk/bundle.ts';
import { startSite, type Site } from '../../support/sdk/site.ts';
import { root } from '../packed.ts';
import { commands, options, telemetries } from './page/cases.ts';

const kinds = ['before', 'after'] as const;
type Kind = (typeof kinds)[number];

let console: RunningConsole;
let browser: Browser;
const sites = {} as Record<Kind, Site>;
const names = [options, telemetries, commands].flatMap((cases) => Object.keys(cases));

beforeAll(async () => {
  const monitors = names.flatMap((name) => [
    { name: `${name}-before`, state: 'guest' as const },
    { name: `${name}-after`, state: 'guest' as const },
  ]);
  const start = (kind: Kind): Promise<Site> =>
    bundle(join(import.meta.dirname, `page/${kind}.ts`)).then((script) => startSite(asApp(script)));
  [console, browser, sites.before, sites.after] = await Promise.all([
    startConsole({ appMonitors: [...monitors, { name: 'users', state: 'authenticated' }] }),
    launchBrowser(),
    start('before'),
    start('after'),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await Promise.all([console?.close(), sites.before?.close(), sites.after?.close()]);
});

/** The page's script by the same name on both sites. */
const asApp = ({ main, files }: Bundle): Bundle => ({
  main: 'app.js',
  files: new Map(files).set('app.js', files.get(main)!),
});

/** Two loads of the page, and what came of them. */
async function visit(kind: Kind, name: string): Promise<Normalized[]> {
  const id = (monitor: string): string => console.status().monitors.find((each) => each.name === monitor)!.id;
  const monitor = `${name}-${kind}`;
  const { accessKeyId, secretAccessKey, sessionToken } = console.issueCredentials({ monitor });
  const given: typeof globalThis.migrating = {
    case: name,
    region: console.config.region,
    endpoint: console.endpoint,
    monitors: { before: id(`${name}-before`), guest: id(`${name}-after`), authenticated: id('users') },
    credentials: { accessKeyId, secretAccessKey, sessionToken },
  };
  const context = await browser.newContext();
  await context.addInitScript(`globalThis.migrating = ${JSON.stringify(given)}`);
  const page = await context.newPage();
  /** Headers that the client has set, on what it sends and on the requests of the page. */
  const headers = new Set<string>();
  page.on('request', (request) => {
    for (const name of Object.keys(request.headers()))
      if (/^(x-api-key|x-amzn-trace-id|traceparent)$/.test(name)) headers.add(name);
  });
  const noticed: unknown[] = [];
  const load = async (go: () => Promise<unknown>): Promise<void> => {
    await go();
    await page.evaluate(() => acted);
    // The next load of the page is not to cut off what the client sends by itself.
    await page.waitForTimeout(800);
    noticed.push(await page.evaluate(() => globalThis.taken ?? []), await idsOf(context));
  };
  await load(() => page.goto(`${sites[kind].url}/home`));
  await load(() => page.goto(`${sites[kind].url}/home`));
  await page.goto('about:blank');
  const events = await settled(page, monitor);
  await closeContext(context);
  return [
    ...normalize(events, sites[kind].url).filter(({ label }) => !TIMED.test(label)),
    ...batchFields(events, '127.0.0.1'),
    identities(events),
    { label: 'the page', fields: { noticed: JSON.stringify(noticed), headers: [...headers].sort().join(' ') } },
  ].map(withoutRandom);
}

/** Comes or not by when the browser measures; the differential suite compares it. */
const TIMED = /^(largest|first)_contentful_paint|^cumulative|^interaction_to|^performance_resource( .*chunk\.js)?$/;
/** Made up for each request. */
const RANDOM = /\.(trace_id|segment_id|id)$/;
const withoutRandom = ({ label, fields }: Normalized): Normalized => ({
  label,
  fields: Object.fromEntries(Object.entries(fields).filter(([path]) => !RANDOM.test(path))),
});

/** The ids that the browser keeps, without the app monitor in their names. */
async function idsOf(context: BrowserContext): Promise<string[]> {
  const days = (expires: number): number => Math.round((expires - Date.now() / 1000) / 86_400);
  return (await context.cookies())
    .map(({ name, path, sameSite, expires }) => `${name.slice(0, 5)} ${path} ${sameSite} ${days(expires)} days`)
    .sort();
}

/** What has arrived once nothing has for a second. */
async function settled(page: Page, monitor: string): Promise<StoredEvent[]> {
  for (let count = -1; ; await page.waitForTimeout(1000)) {
    const events = console.events({ monitor });
    if (events.length === count) return events;
    count = events.length;
  }
}

async function differences(name: string): Promise<Found[]> {
  const [before, after] = await Promise.all(kinds.map((kind) => visit(kind, name)));
  return compare(before!, after!);
}

/** The rows below a heading of the page that say so. */
function asItIs(heading: string): string[] {
  const page = readFileSync(join(root, 'packages/browser/docs/migrate.md'), 'utf8');
  const [, text] = new RegExp(`## ${heading}\\n([\\s\\S]*?)(?=\\n##|$)`).exec(page)!;
  return [...text!.matchAll(/^\| `(\w+)` .*\| As (?:it is|they are)[,.;:| ](?!.*refused)/gm)].map(([, name]) => name!);
}

describe.each([
  ['Options', options],
  ['Of telemetries and cookies', telemetries],
  ['Commands', commands],
])('%s', (heading, cases) => {
  it('has a case for each row that says "As it is"', () => {
    // Replay has a suite of its own; what cookies have is compared with the options that need them.
    const known = [...Object.keys(cases), 'replay', 'cookieAttributes'];
    expect(asItIs(heading).filter((name) => !known.includes(name))).toEqual([]);
  });

  it.concurrent.for(Object.keys(cases))('%s', async (name, { expect }) => {
    expect(await differences(name)).toEqual([]);
  });
});

it('nothing was refused, and nothing came to the signed-in users', () => {
  expect(console.refused()).toEqual([]);
  expect(console.events({ monitor: 'users' })).toEqual([]);
});
